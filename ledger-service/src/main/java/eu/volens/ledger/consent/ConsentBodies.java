package eu.volens.ledger.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.volens.ledger.consent.ConsentCommand.ForeignChoice;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final String LINK_KINDS = "customer|mail";
    /** The end of the year 9999. */
    private static final long TIME_MILLIS_MAX = 253_402_300_799_999L;
    /** Ours have some 400. */
    private static final int SNAPSHOT_CHARACTERS_MAX = 1_000;
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
            @Schema(description = "What the visitor did; closing refuses. Foreign: they did it in another banner, whose cookie is the evidence",
                    allowableValues = {"accept-all", "refuse-all", "choose", "close", "foreign"})
            @NotNull @Pattern(regexp = "accept-all|refuse-all|choose|close|foreign",
                    message = "must be accept-all, refuse-all, choose, close or foreign") String method,
            @NotNull @Size(max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String> given,
            @NotNull @Size(max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID, message = ID_MESSAGE) String> refused,
            @Schema(description = "Of the banner configuration that was shown, unchanged. Only a backend with a key may leave it out")
            @Nullable @Size(max = SNAPSHOT_CHARACTERS_MAX, message = "must be the snapshot of the banner configuration") String snapshot,
            @Nullable @Valid Moment evidence,
            @Schema(description = "Random UUID (version 4), new for every decision and the same for every retry of it", format = "uuid")
            @NotNull @Pattern(regexp = RANDOM_UUID, message = RANDOM_UUID_MESSAGE) String idempotencyKey) {}

    /** What else is told of the moment of a choice. */
    @Schema(name = "Evidence", description = "What the visitor's browser says of the moment. Recorded; decides nothing but what the privacy "
            + "signal refuses. With method foreign, also what another banner's cookie says")
    record Moment(
            @Schema(description = "What the visitor's clock said when they chose") @Nullable Instant clientTime,
            @Schema(description = "Whether the browser sent Global Privacy Control when they chose") @Nullable Boolean gpc,
            @Schema(description = "Whose banner recorded the choice", allowableValues = "cookiebot")
            @Nullable @Pattern(regexp = "cookiebot", message = "must be cookiebot") String source,
            @Schema(description = "Under which they find it in their log; kept sealed")
            @Nullable @Size(max = 200) String stamp,
            @Schema(description = "What the visitor did there; only what was pressed is a choice", allowableValues = "explicit")
            @Nullable @Pattern(regexp = "explicit", message = "must be explicit: what was implied is no choice") String method,
            @Schema(description = "Version of their consent") @Nullable Integer ver,
            @Schema(description = "When the visitor chose, in milliseconds since 1970") @Nullable @Positive @Max(TIME_MILLIS_MAX) Long utc,
            @Schema(description = "Where they thought the visitor was", example = "be")
            @Nullable @Pattern(regexp = "[A-Za-z0-9-]{1,10}", message = "must be a code such as be") String region,
            @Nullable Boolean preferences,
            @Nullable Boolean statistics,
            @Nullable Boolean marketing) {

        Optional<ForeignChoice> foreign() {
            return source == null || utc == null ? Optional.empty()
                    : Optional.of(new ForeignChoice(source, Optional.ofNullable(stamp), Instant.ofEpochMilli(utc), said(), Optional.ofNullable(ver),
                            Optional.ofNullable(region)));
        }

        private List<String> said() {
            var said = new ArrayList<String>();
            add(said, "preferences", preferences);
            add(said, "statistics", statistics);
            add(said, "marketing", marketing);
            return said;
        }

        private static void add(List<String> said, String category, @Nullable Boolean accepted) {
            if (Boolean.TRUE.equals(accepted)) {
                said.add(category);
            }
        }
    }

    /** By what a record's person is known. */
    @Schema(name = "Link", description = "A backend knows whose record this is. The value is kept sealed, and goes when the person is erased")
    record Link(
            @Schema(description = "A customer's id, or their verified mail address", allowableValues = {"customer", "mail"})
            @NotNull @Pattern(regexp = LINK_KINDS, message = "must be customer or mail") String kind,
            @NotNull @Size(min = 1, max = 200) String value,
            @Schema(description = "Random UUID (version 4), the same for every retry", format = "uuid")
            @NotNull @Pattern(regexp = RANDOM_UUID, message = RANDOM_UUID_MESSAGE) String idempotencyKey) {}

    /** Whom a record is linked to. */
    @Schema(name = "Links")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Links(@Nullable String customer, @Nullable String mail) {}

    /** That is not so, or no longer. */
    @Schema(name = "Unlinking")
    record Unlinking(
            @Schema(allowableValues = {"customer", "mail"}) @NotNull @Pattern(regexp = LINK_KINDS, message = "must be customer or mail") String kind,
            @Schema(description = "Random UUID (version 4), the same for every retry", format = "uuid")
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
            @Nullable @Valid Moment evidence,
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
