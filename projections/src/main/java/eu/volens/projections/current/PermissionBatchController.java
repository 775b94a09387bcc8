package eu.volens.projections.current;

import eu.volens.projections.feed.RebuildingException;
import eu.volens.projections.system.NeedsKey;
import eu.volens.wire.key.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Asked by backends before a mailing or an export: many visitors at once, all judged at one moment and one position of the log. */
@RestController
@NeedsKey(Scope.PERMISSIONS_READ)
@Tag(name = "permissions", description = "May we, now?")
class PermissionBatchController {

    private static final int RECORDS_MAX = 1_000;
    private static final int PURPOSES_MAX = 50;
    private static final String ID = "[A-Za-z0-9._-]{1,100}";

    /** @param records of visitors on one site */
    @Schema(name = "PermissionQuestion")
    record Question(
            @Schema(example = "itsme-id") @NotNull @Pattern(regexp = ID) String site,
            @NotNull @Size(min = 1, max = PURPOSES_MAX) List<@NotNull @Pattern(regexp = ID) String> purposes,
            @NotNull @Size(min = 1, max = RECORDS_MAX) List<@NotNull UUID> records) {}

    /**
     * @param asOf         the moment at which all was judged
     * @param asOfPosition highest position of the ledger's log that the answers take into account
     * @param answers      one per record, in the order asked; a record asked about twice is answered once
     */
    @Schema(name = "PermissionAnswers")
    record Answers(Instant asOf, long asOfPosition, List<OfRecord> answers) {}

    /** @param allowed the purposes of those asked about that are allowed */
    @Schema(name = "PermissionsOfRecord")
    record OfRecord(UUID record, List<String> allowed, List<OfPurpose> purposes) {}

    /** As for one record. */
    @Schema(name = "PermissionOfPurpose")
    record OfPurpose(String purpose, boolean allowed, String reason, @Nullable Instant since, @Nullable String policyVersion,
            @Nullable Instant expiresAt) {}

    private final CurrentConsents consents;
    private final Clock clock;

    PermissionBatchController(CurrentConsents consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    @PostMapping(path = "/api/permissions/batch", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "May we, now, for many?", description = "Whether purposes are allowed for each of up to 1,000 visitors of a site, and why. "
            + "For backends with a key (permissions:read).")
    ResponseEntity<Answers> mayWe(@Valid @RequestBody Question question) {
        var records = new LinkedHashSet<>(question.records());
        var purposes = new LinkedHashSet<>(question.purposes());
        var found = consents.findMany(records, question.site());
        if (found.rebuilding()) {
            throw new RebuildingException();
        }
        var now = clock.instant();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Answers(now, found.asOfPosition(), records.stream()
                .map(record -> answer(record, found.byRecord().getOrDefault(record, Map.of()), List.copyOf(purposes), now)).toList()));
    }

    private static OfRecord answer(UUID record, Map<String, LastChoice> last, List<String> purposes, Instant now) {
        var answers = purposes.stream().map(it -> answer(it, PermissionDecisions.decide(it, last.get(it), !last.isEmpty(), now))).toList();
        return new OfRecord(record, answers.stream().filter(OfPurpose::allowed).map(OfPurpose::purpose).toList(), answers);
    }

    private static OfPurpose answer(String purpose, Permission permission) {
        CurrentConsent behind = permission.behind();
        return behind == null ? new OfPurpose(purpose, permission.allowed(), permission.reason().id(), null, null, null)
                : new OfPurpose(purpose, permission.allowed(), permission.reason().id(), behind.since(), behind.policyVersion(), behind.expiresAt());
    }
}
