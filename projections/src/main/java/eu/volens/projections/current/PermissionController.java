package eu.volens.projections.current;

import eu.volens.projections.feed.Id;
import eu.volens.projections.feed.RebuildingException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asked by sites and backends before each use; open, because the random record id is the key. */
@RestController
@Tag(name = "permissions", description = "May we, now?")
class PermissionController {

    /**
     * @param reason        {@code given}, {@code refused}, {@code withdrawn}, {@code expired}, {@code policy-changed}, {@code not-asked},
     *                      {@code unknown-record} or {@code necessary}
     * @param since         when that choice was made
     * @param policyVersion content hash of the policy shown then
     * @param expiresAt     from when on the choice is asked again
     * @param asOfPosition  highest position of the ledger's log that the answer takes into account
     */
    record Answer(boolean allowed, String reason, @Nullable Instant since, @Nullable String policyVersion,
            @Nullable Instant expiresAt, long asOfPosition) {}

    private final CurrentConsents consents;
    private final Clock clock;

    PermissionController(CurrentConsents consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    /** @param record absent for a visitor who has made no choice; then only what is necessary is allowed */
    @GetMapping("/api/permissions")
    @Operation(summary = "May we, now?", description = "Whether a purpose is allowed for a visitor on a site at this moment, and why.")
    ResponseEntity<Answer> mayWe(@RequestParam @Id String site,
            @RequestParam(required = false) @Nullable UUID record,
            @RequestParam @Id String purpose) {
        CurrentConsents.Found found = consents.find(record, site, purpose);
        if (found.rebuilding()) {
            throw new RebuildingException();
        }
        Permission permission = PermissionDecisions.decide(purpose, found.last(), found.recordKnown(), clock.instant());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer(permission, found.asOfPosition()));
    }

    private static Answer answer(Permission permission, long asOfPosition) {
        CurrentConsent behind = permission.behind();
        return behind == null
                ? new Answer(permission.allowed(), permission.reason().id(), null, null, null, asOfPosition)
                : new Answer(permission.allowed(), permission.reason().id(), behind.since(), behind.policyVersion(),
                        behind.expiresAt(), asOfPosition);
    }
}
