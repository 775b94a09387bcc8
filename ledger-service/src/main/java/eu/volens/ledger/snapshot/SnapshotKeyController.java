package eu.volens.ledger.snapshot;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What anybody checks a snapshot with. */
@RestController
@Tag(name = "Transparency log", description = "Signed checkpoints over every recorded event, and proofs")
class SnapshotKeyController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final PolicySnapshots snapshots;

    SnapshotKeyController(PolicySnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Operation(summary = "The public key of policy snapshots", description = "As a vkey, C2SP signed-note. Not the key of checkpoints.")
    @ApiResponse(responseCode = "200", description = "The vkey")
    @GetMapping(path = "/log/snapshot-key", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> key() {
        return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(snapshots.verifierKey().vkey() + "\n");
    }
}
