package eu.volens.ledger.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What is sent to and from {@code /api/consents}. Members are checked for their form here, and for their sense by the decisions. */
final class ConsentBodies {

    static final String RANDOM_UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}";
    static final String RANDOM_UUID_MESSAGE = "must be a random UUID (version 4), such as 6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10";

    private static final String ID = "[a-z][a-z0-9-]{0,39}";
    private static final String ID_MESSAGE = "must be an id: lower-case letters, digits and hyphens, 40 at most";
    private static final String LANGUAGE = "[a-z]{2}";
    private static final String LANGUAGE_MESSAGE = "must be a language code of two letters, such as fr";
    private static final int PURPOSES_MAX = 50;
    /** A hundred fit into the largest body. */
    private static final int BATCH_DECISIONS_MAX = 100;

    private ConsentBodies() {}

    /** A decision. */
    @Schema(name = "Decision",
            description = "A visitor's answer to the banner. Given and refused together name every purpose the area asks about.")
    record Decision(
            @Schema(description = "The visitor's record, a random UUID (version 4) that they keep to themselves. Absent the first time: "
                    + "the record then gets the idempotency key as its id", format = "uuid")
            @Nullable @Pattern(regexp = RANDOM_UUID, message = RANDOM_UUID_MESSAGE) String record,
            @Schema(example = "itsme-id") @NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String site,
            @Schema(example = "business") @NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String area,
            @Schema(description = "Of the banner configuration that was shown")
            @NotNull @Pattern(regexp = "[!-~]{1,100}", message = "must be the policyVersion of the banner configuration")
            String policyVersion,
            @Schema(description = "Of the texts that were shown", example = "fr")
            @NotNull @Pattern(regexp = LANGUAGE, message = LANGUAGE_MESSAGE) String language,
            @Schema(description = "Where in the banner the choice was made", allowableValues = {"first", "second"})
            @NotNull @Pattern(regexp = "first|second", message = "must be first or second") String layer,
            @Schema(description = "What the visitor did; closing refuses",
                    allowableValues = {"accept-all", "refuse-all", "choose", "close"})
            @NotNull @Pattern(regexp = "accept-all|refuse-all|choose|close",
                    message = "must be accept-all, refuse-all, choose or close") String method,
            @NotNull @Size(max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String> given,
            @NotNull @Size(max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String> refused,
            @Schema(description = "Random UUID (version 4), new for every decision and the same for every retry of it", format = "uuid")
            @NotNull @Pattern(regexp = RANDOM_UUID, message = RANDOM_UUID_MESSAGE) String idempotencyKey) {}

    /** Decisions of several visitors. */
    @Schema(name = "DecisionBatch", description = "Decisions that a backend collected, each with its own idempotency key")
    record DecisionBatch(@NotNull @Size(min = 1, max = BATCH_DECISIONS_MAX) List<@NotNull @Valid Decision> decisions) {}

    /** What became of each decision of a batch. */
    @Schema(name = "AnswerBatch", description = "One answer per decision, in the order they were sent")
    record AnswerBatch(List<DecisionAnswer> answers) {}

    /** What became of one. */
    @Schema(name = "DecisionAnswer", description = "What the decision would have been answered on its own: a receipt, or a problem (RFC 9457)")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionAnswer(
            @Schema(description = "HTTP status", example = "201") int status,
            @Nullable ReceiptBody receipt,
            @Nullable ProblemDetail problem) {

        static DecisionAnswer of(Receipt receipt) {
            return new DecisionAnswer(HttpStatus.CREATED.value(), ReceiptBody.of(receipt), null);
        }

        static DecisionAnswer of(ProblemDetail problem) {
            return new DecisionAnswer(problem.getStatus(), null, problem);
        }
    }

    /** A withdrawal. */
    @Schema(name = "Withdrawal", description = "A visitor takes consent back.")
    record Withdrawal(
            @Schema(example = "itsme-id") @NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String site,
            @Schema(description = "Where it is taken back; any area of the site", example = "business")
            @NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String area,
            @Schema(description = "Absent for everything that is given")
            @Nullable @Size(max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String> purposes,
            @Schema(example = "fr") @NotNull @Pattern(regexp = LANGUAGE, message = LANGUAGE_MESSAGE) String language,
            @Schema(description = "Random UUID (version 4), the same for every retry", format = "uuid")
            @NotNull @Pattern(regexp = RANDOM_UUID, message = RANDOM_UUID_MESSAGE) String idempotencyKey) {}

    /** A {@link Receipt}, as it is sent. */
    @Schema(name = "Receipt", description = "Where the visitor's consent stands")
    record ReceiptBody(
            @Schema(description = "The visitor's record: random; whoever knows it may read and change it") UUID record,
            String site,
            String area,
            @Schema(allowableValues = {"given", "refused", "partial", "expired"}) String status,
            List<String> given,
            @Schema(description = "Purposes refused or withdrawn") List<String> refused,
            @Schema(description = "SHA-256 of the policy that was in force") String policyVersion,
            @Schema(description = "Server time") Instant decidedAt,
            @Schema(description = "From when on the visitor is asked again") Instant expiresAt) {

        static ReceiptBody of(Receipt receipt) {
            return new ReceiptBody(receipt.record(), receipt.site(), receipt.area(), receipt.status().code(), receipt.given(),
                    receipt.refused(), receipt.policyVersion(), receipt.decidedAt(), receipt.expiresAt());
        }
    }
}
