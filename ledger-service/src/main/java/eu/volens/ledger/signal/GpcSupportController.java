package eu.volens.ledger.signal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.LocalDate;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the signal is honoured here (Global Privacy Control, section "GPC Support Resource"). */
@RestController
@Tag(name = "Banner")
class GpcSupportController {

    /** When what is said here last changed. */
    private static final LocalDate LAST_UPDATE = LocalDate.of(2026, 11, 25);
    private static final Duration CACHED = Duration.ofDays(1);

    record Support(boolean gpc, LocalDate lastUpdate) {}

    @Operation(summary = "Support of Global Privacy Control", description = "To be served by every host of a site, through its reverse proxy.")
    @ApiResponse(responseCode = "200", description = "It is honoured")
    @GetMapping(path = "/.well-known/gpc.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Support> support() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CACHED).cachePublic()).body(new Support(true, LAST_UPDATE));
    }
}
