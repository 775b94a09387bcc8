package eu.volens.projections.current;

import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch of events changes in current consent. A later event overrules an earlier one about the same purpose; nothing else counts. */
final class ConsentChanges {

    private ConsentChanges() {}

    /** At most one row per key: a batch upsert must not meet a row twice. */
    static Collection<CurrentConsent> of(List<Arrival> batch) {
        Map<CurrentConsent.Key, CurrentConsent> rows = new LinkedHashMap<>();
        for (Arrival arrival : batch) {
            arrival.event().map(event -> rowsOf(event, arrival.record().position())).orElse(List.of())
                    .forEach(row -> rows.put(row.key(), row));
        }
        return rows.values();
    }

    private static List<CurrentConsent> rowsOf(WireEvent event, long position) {
        return switch (event) {
            case ConsentDecided decided -> decisions(decided, position);
            case ConsentWithdrawn withdrawn -> withdrawals(withdrawn, position);
            // Each row knows by itself until when it holds: what ran out is known before anybody tells.
            // What a publication undoes is for the rows of policies to say.
            case ConsentExpired _, PolicyPublished _, RequestReceived _, RequestStepTaken _ -> List.of();
        };
    }

    private static List<CurrentConsent> decisions(ConsentDecided event, long position) {
        List<CurrentConsent> rows = new ArrayList<>();
        event.given().forEach(purpose -> rows.add(decision(event, purpose, Choice.GIVEN, position)));
        event.refused().forEach(purpose -> rows.add(decision(event, purpose, Choice.REFUSED, position)));
        return rows;
    }

    private static CurrentConsent decision(ConsentDecided event, String purpose, Choice choice, long position) {
        return new CurrentConsent(event.record(), event.site(), event.area(), purpose, choice, event.decidedAt(),
                event.policyVersion(), event.expiresAt(), position);
    }

    private static List<CurrentConsent> withdrawals(ConsentWithdrawn event, long position) {
        return event.purposes().stream().map(purpose -> new CurrentConsent(event.record(), event.site(), event.area(), purpose,
                Choice.WITHDRAWN, event.withdrawnAt(), event.policyVersion(), event.expiresAt(), position)).toList();
    }
}
