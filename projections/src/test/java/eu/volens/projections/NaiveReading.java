package eu.volens.projections;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
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
                    return told.expiresAt() != null && now.compareTo(told.expiresAt()) >= 0 ? "expired"
                            : isOutdated(events, site, told.policyVersion()) ? "policy-changed" : "withdrawn";
                }
            }
            if (event instanceof ConsentDecided told && told.record().equals(record) && told.site().equals(site)) {
                seen |= !told.given().isEmpty() || !told.refused().isEmpty();
                boolean gave = told.given().contains(purpose);
                if (gave || told.refused().contains(purpose)) {
                    return now.compareTo(told.expiresAt()) >= 0 ? "expired"
                            : isOutdated(events, site, told.policyVersion()) ? "policy-changed" : gave ? "given" : "refused";
                }
            }
        }
        return seen ? "not-asked" : "unknown-record";
    }

    /** Leaf back through the site's publications to the last material one: is the version among what was leafed over? */
    private static boolean isOutdated(List<WireEvent> events, String site, String version) {
        for (WireEvent event : events.reversed()) {
            if (event instanceof PolicyPublished told && told.site().equals(site)) {
                if (told.version().equals(version)) {
                    return false;
                }
                if (told.change().equals("material")) {
                    return true;
                }
            }
        }
        return false;
    }

    public static boolean allowed(String reason) {
        return reason.equals("given") || reason.equals("necessary");
    }
}
