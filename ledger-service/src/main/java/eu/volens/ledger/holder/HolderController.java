package eu.volens.ledger.holder;

import eu.volens.ledger.consent.ConsentQueries;
import eu.volens.ledger.consent.RecordedConsent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers searches of the rights service. Callers prove themselves by the service token before they get here. */
@RestController
@Tag(name = "Data holder", description = "For the rights service only")
@SecurityRequirement(name = "service-token")
class HolderController {

    private static final String HOLDER = "consent-ledger";
    private static final int RECORDS_MAX = 100;

    private final ConsentQueries consents;
    private final Clock clock;

    HolderController(ConsentQueries consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    /** Which records, for which case. */
    @Schema(name = "HolderSearch")
    record Search(
            @Schema(description = "For whose request", example = "V-2026-0042")
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,40}", message = "must be a case number") String caseNumber,
            @NotNull @Size(max = RECORDS_MAX) List<@NotNull UUID> consentRecords) {}

    /** What the ledger keeps of them. */
    @Schema(name = "HolderAnswer")
    record Answer(String holder, Instant asOf, List<RecordedConsent> records,
            @Schema(description = "Records the ledger does not know") List<UUID> notFound) {}

    @Operation(summary = "Search for a person's records",
            description = "Everything the ledger keeps under the record ids a person named.")
    @ApiResponse(responseCode = "200", description = "What was found, and what was not")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @PostMapping(path = "/api/holder/search", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> search(@Valid @RequestBody Search search) {
        var asOf = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var found = new ArrayList<RecordedConsent>();
        var notFound = new ArrayList<UUID>();
        for (var record : new LinkedHashSet<>(search.consentRecords())) {
            consents.find(record, asOf).ifPresentOrElse(found::add, () -> notFound.add(record));
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Answer(HOLDER, asOf, found, notFound));
    }
}
