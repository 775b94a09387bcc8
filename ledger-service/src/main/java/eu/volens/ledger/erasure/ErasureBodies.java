package eu.volens.ledger.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonEvent.Purged;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent to and from {@code /api/consents/{record}/erasure} and {@code …/holds}. */
final class ErasureBodies {

    private static final String BY = "[A-Za-z0-9 ._-]{1,80}";
    private static final String BY_MESSAGE = "must be an account or a role, 80 letters, digits, spaces, dots and hyphens at most, and nobody's name";
    private static final int REASON_CHARACTERS_MAX = 500;

    private ErasureBodies() {}

    @Schema(name = "ErasureOrder")
    record Order(
            @Schema(description = "What it was decided in; nothing personal, since the certificate outlives the person's data", example = "2026-000042")
            @Nullable @Pattern(regexp = "[A-Za-z0-9._-]{1,40}", message = "must be a case number") String reference,
            @Schema(description = "Which account or role decided; the key's name when absent", example = "data protection officer")
            @Nullable @Pattern(regexp = BY, message = BY_MESSAGE) String by) {}

    @Schema(name = "ErasureCertificate", description = "Stands in the log as a leaf of its own, and outlives what was erased")
    record Certificate(UUID record, @Schema(description = "In the log; its proof is at /log/proof/{position}") long position, @Nullable String reference,
            String by, Instant erasedAt, @Schema(description = "How much was taken away, where") List<Purged> purged) {

        static Certificate of(UUID record, Erasure.Certificate certificate) {
            var erased = certificate.erased();
            return new Certificate(record, certificate.position(), erased.reference(), erased.by(), erased.at(), erased.purged());
        }
    }

    @Schema(name = "HoldOrder")
    record HoldOrder(
            @Schema(description = "Random UUID; the same again places nothing") @NotNull UUID hold,
            @Schema(description = "Article 17(3)(e), 17(3)(b), or 18(1) GDPR") @NotNull
            @Pattern(regexp = "legal-claims|legal-obligation|restriction", message = "must be legal-claims, legal-obligation or restriction") String ground,
            @Schema(description = "Kept sealed") @NotBlank @Size(max = REASON_CHARACTERS_MAX) String reason,
            @Nullable @Pattern(regexp = BY, message = BY_MESSAGE) String by) {

        HoldGround asGround() {
            return Arrays.stream(HoldGround.values()).filter(it -> it.wireName().equals(ground)).findFirst().orElseThrow();
        }
    }

    @Schema(name = "LiftingOrder")
    record Lifting(@Nullable @Pattern(regexp = BY, message = BY_MESSAGE) String by) {}

    @Schema(name = "StandingHolds")
    record Holds(UUID record, List<Hold> holds) {}

    @Schema(name = "LegalHold")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hold(UUID hold, String ground, @Nullable String reason, String by, Instant placedAt) {

        static Hold of(LegalHoldPlaced placed) {
            return new Hold(placed.hold(), placed.ground().wireName(), placed.reason().orElse(null), placed.by(), placed.at());
        }
    }
}
