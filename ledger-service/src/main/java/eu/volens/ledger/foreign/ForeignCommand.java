package eu.volens.ledger.foreign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What can be asked of foreign evidence. */
sealed interface ForeignCommand {

    UUID stream();

    /** Takes in one row; the same row again, from whatever file, is known already. Components as in {@link ForeignEvent.ForeignConsentImported}. */
    record ImportForeignConsent(UUID stream, String site, String source, String stamp, Instant consentedAt, List<String> categories,
            List<String> given, List<String> refused, String policyVersion, String fileSha256, long line, Instant at)
            implements ForeignCommand {}
}
