package eu.volens.rights.door;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes in and out of {@link RequestApi}. */
final class ApiBodies {

    private ApiBodies() {}

    /** A request of a person, handed in by a program. */
    @Schema(name = "RequestToHandIn")
    record HandedIn(
            @Schema(description = "access, rectification, erasure, restriction, portability, objection, withdrawal; may be empty when there is a message")
            @Nullable List<String> rights,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Person person,
            @Schema(description = "Language of the letters, ISO 639-1; the controller's first one when left out", example = "fr") @Nullable String language,
            @Schema(description = "The person's own words, 6000 characters at most") @Nullable String message,
            @Schema(description = "Ids of the person's consent records, 50 at most") @Nullable List<UUID> consentRecords,
            @Schema(description = "When the request reached the controller, if that was before now: the month counts from then") @Nullable Instant receivedAt,
            @Schema(description = "Who hands it in for the person; left out by the controller's own programs") @Nullable Agent agent) {}

    /** Whose request it is. */
    @Schema(name = "RequestingPerson")
    record Person(
            @Schema(description = "200 characters at most") @Nullable String name,
            @Schema(description = "Where the person is written to, never the agent's", requiredMode = Schema.RequiredMode.REQUIRED, example = "lea@example.org")
            @Nullable String mail,
            @Schema(description = "Since when this has been the person's address, where that is known; a fresh change raises a doubt")
            @Nullable LocalDate mailSince) {}

    /** Somebody who acts for the person (EDPB Guidelines 01/2022, paragraph 80). */
    @Schema(name = "RequestAgent")
    record Agent(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
            @Schema(description = "Whether the agent holds a mandate; without one the case waits for a human", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable Boolean mandate,
            @Schema(description = "By what the mandate can be asked for") @Nullable String mandateReference) {}

    /**
     * Where a request stands; nothing about the person.
     *
     * @param status  such as {@code awaiting-identity}
     * @param outcome such as {@code answered}; null until the case is closed
     */
    @Schema(name = "RequestStanding")
    record Standing(UUID id, String caseNumber, String status, LocalDate receivedOn, LocalDate dueOn, @Nullable String outcome) {}
}
