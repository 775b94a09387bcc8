package eu.volens.ledger.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything a consent record holds, as it is told to its visitor and, on their request, to the rights service. */
@Schema(description = "Where a record stands, purpose by purpose, and how it came to that")
public record RecordedConsent(
        UUID record,
        String site,
        @Schema(description = "Where on the site the latest word was said") String area,
        @Schema(allowableValues = {"given", "refused", "partial", "expired"}) String status,
        @Schema(description = "Purposes that are given and have not expired") List<String> given,
        @Schema(description = "Purposes that are refused or withdrawn, and are not asked about again yet") List<String> refused,
        @Schema(description = "SHA-256 of the policy that was in force at the latest word") String policyVersion,
        Instant decidedAt,
        Instant expiresAt,
        List<Purpose> purposes,
        @Schema(description = "Oldest first") List<Entry> history) {

    /** The latest word on one purpose. */
    @Schema(name = "RecordedPurpose")
    public record Purpose(
            String purpose,
            @Schema(allowableValues = {"given", "refused", "withdrawn", "expired"}) String status,
            String area,
            String policyVersion,
            Instant since,
            Instant expiresAt) {}

    /** One thing that happened. */
    @Schema(name = "HistoryEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @Schema(allowableValues = {"given", "refused", "withdrawn"}) String type,
            Instant at,
            String area,
            List<String> given,
            List<String> refused,
            List<String> withdrawn,
            String policyVersion,
            String language,
            @Nullable String layer,
            @Nullable String method,
            Instant expiresAt) {}
}
