package eu.volens.ledger.foreign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What was brought in. Shapes are only added. Nothing here says who the visitor was: of addresses and browsers nothing is taken. */
public sealed interface ForeignEvent {

    /** One stream per stamp and site; see {@link ForeignStream}. */
    UUID stream();

    /**
     * A row of a foreign log. Stored as {@code foreign-consent.imported/1}.
     *
     * @param source        whose log, {@code cookiebot}
     * @param stamp         the other banner's own key of the visitor
     * @param consentedAt   as the row says it
     * @param categories    those the visitor allowed, in the other banner's words
     * @param given         our purposes that they amount to
     * @param refused       our other optional purposes
     * @param policyVersion by which they were mapped
     * @param fileSha256    of the file that the row was read from, hexadecimal
     * @param line          of the row in that file, from 1
     */
    record ForeignConsentImported(UUID stream, String site, String source, String stamp, Instant consentedAt, List<String> categories,
            List<String> given, List<String> refused, String policyVersion, String fileSha256, long line, Instant importedAt)
            implements ForeignEvent {
        public ForeignConsentImported {
            categories = List.copyOf(categories);
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }
    }
}
