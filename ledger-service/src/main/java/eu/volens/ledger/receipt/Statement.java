package eu.volens.ledger.receipt;

import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing a visitor said, as a receipt tells it.
 *
 * @param number    of the event within its record, from 1
 * @param position  of the event in the log
 * @param withdrawn purposes taken back; the other two lists are empty then
 * @param language  of the texts that were shown
 * @param how       where and how it was said: layer and method; empty for a withdrawal
 */
record Statement(long number, long position, Instant at, String area, List<String> given, List<String> refused, List<String> withdrawn,
        String policyVersion, String language, Optional<How> how, Instant expiresAt) {

    /** @param layer of the banner, {@code first} or {@code second}; {@code other} of somebody else's @param method such as {@code accept-all} */
    record How(String layer, String method) {}

    /** Empty for what the visitor has not said: evidence, links, and that something ran out. A choice made elsewhere is told as one. */
    static Optional<Statement> of(long number, long position, ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> Optional.of(new Statement(number, position, it.decidedAt(), it.area(), it.given(), it.refused(), List.of(),
                    it.policyVersion(), it.language(), Optional.of(new How(it.layer(), it.method())), it.expiresAt()));
            case ConsentRefused it -> Optional.of(new Statement(number, position, it.decidedAt(), it.area(), it.given(), it.refused(), List.of(),
                    it.policyVersion(), it.language(), Optional.of(new How(it.layer(), it.method())), it.expiresAt()));
            case ForeignChoiceAttested it -> Optional.of(new Statement(number, position, it.chosenAt(), it.area(), it.given(), it.refused(),
                    List.of(), it.policyVersion(), it.language(), Optional.of(new How("other", "foreign")), it.expiresAt()));
            case ConsentWithdrawn it -> Optional.of(new Statement(number, position, it.withdrawnAt(), it.area(), List.of(), List.of(), it.purposes(),
                    it.policyVersion(), it.language(), Optional.empty(), it.expiresAt()));
            case ConsentExpired _, EvidenceKept _, RecordLinked _, RecordUnlinked _ -> Optional.empty();
        };
    }

    /** ISO 8601, in whole days as policies say it. */
    String validFor() {
        var lasting = Duration.between(at, expiresAt);
        return lasting.equals(Duration.ofDays(lasting.toDays())) ? "P" + lasting.toDays() + "D" : lasting.toString();
    }
}
