package eu.volens.projections;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** "May we, now?" answered as a person would: leaf back through all events until one speaks of it. An event that names no purpose says nothing. */
public final class NaiveReading {

    private NaiveReading() {}

    public static String reason(List<WireEvent> events, UUID record, String site, String purpose, Instant now) {
        if (purpose.equals("necessary")) {
            return "necessary";
        }
        boolean seen = false;
        for (WireEvent event : events.reversed()) {
            if (event instanceof ConsentWithdrawn told && told.record().equals(record) && told.site().equals(site)) {
                seen |= !told.purposes().isEmpty();
                if (told.purposes().contains(purpose)) {
                    return told.expiresAt() != null && now.compareTo(told.expiresAt()) >= 0 ? "expired" : "withdrawn";
                }
            }
            if (event instanceof ConsentDecided told && told.record().equals(record) && told.site().equals(site)) {
                seen |= !told.given().isEmpty() || !told.refused().isEmpty();
                boolean gave = told.given().contains(purpose);
                if (gave || told.refused().contains(purpose)) {
                    return now.compareTo(told.expiresAt()) >= 0 ? "expired" : gave ? "given" : "refused";
                }
            }
        }
        return seen ? "not-asked" : "unknown-record";
    }

    public static boolean allowed(String reason) {
        return reason.equals("given") || reason.equals("necessary");
    }
}
