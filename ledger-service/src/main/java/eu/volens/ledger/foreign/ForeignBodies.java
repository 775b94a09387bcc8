package eu.volens.ledger.foreign;

import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/** What is sent to and from {@code /api/foreign-consents}. */
final class ForeignBodies {

    /** A hundred fit into the largest body. */
    private static final int ROWS_MAX = 100;
    private static final int CATEGORIES_MAX = 10;

    private ForeignBodies() {}

    @Schema(name = "ForeignImport", description = "Rows of one file")
    record Import(
            @Schema(example = "itsme-id") @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}", message = "must be the id of a site") String site,
            @Schema(description = "Of the whole file") @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "must be a SHA-256, 64 hexadecimal digits")
            String fileSha256,
            @NotNull @Size(min = 1, max = ROWS_MAX) List<@NotNull @Valid Row> rows) {}

    @Schema(name = "ForeignRow", description = "A visitor's choice as Cookiebot logged it; of addresses, browsers and pages nothing is taken")
    record Row(
            @Schema(description = "In the file, from 1") @Min(1) long line,
            @Schema(description = "Cookiebot's own key of the visitor") @NotNull
            @Pattern(regexp = "[!-~]{8,200}", message = "must be the visitor's key, 8 to 200 characters without spaces") String stamp,
            @NotNull @Past(message = "must be in the past") Instant consentedAt,
            @Schema(description = "Those the visitor allowed", example = "[\"necessary\", \"statistics\"]") @NotNull @Size(max = CATEGORIES_MAX)
            List<@NotNull @Pattern(regexp = "necessary|preferences|statistics|marketing",
                    message = "must be necessary, preferences, statistics or marketing") String> categories) {}

    @Schema(name = "ForeignAnswers")
    record Answers(List<Answer> answers) {}

    @Schema(name = "ForeignAnswer")
    record Answer(long line, @Schema(allowableValues = {"imported", "known"}) String outcome) {}

    @Schema(name = "ForeignEvidenceList")
    record EvidenceList(List<Evidence> evidence) {}

    @Schema(name = "ForeignEvidence", description = "Attested by the other banner's log, and by nobody else")
    record Evidence(String site, String source, String stamp, Instant consentedAt, List<String> categories, List<String> given, List<String> refused,
            @Schema(description = "By which the categories were mapped to purposes") String policyVersion, String fileSha256, long line,
            Instant importedAt) {

        static Evidence of(ForeignConsentImported it) {
            return new Evidence(it.site(), it.source(), it.stamp(), it.consentedAt(), it.categories(), it.given(), it.refused(), it.policyVersion(),
                    it.fileSha256(), it.line(), it.importedAt());
        }
    }
}
