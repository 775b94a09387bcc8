package eu.volens.ledger.log;

import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.token.BearerToken;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What C2SP tlog-tiles puts under a log's prefix, and a proof for each event. Anybody may check; nobody has to ask us. */
@RestController
@Tag(name = "Transparency log", description = "Signed checkpoints over every recorded event, and proofs")
class LogController {

    private static final String PREFIX = "/log/";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    /** A tile or a bundle never changes. */
    private static final Duration FOR_GOOD = Duration.ofDays(365);

    private final TransparencyLog log;
    private final BearerToken auditor;

    LogController(TransparencyLog log, BearerToken auditorToken) {
        this.log = log;
        this.auditor = auditorToken;
    }

    @Operation(summary = "The checkpoint to check against",
            description = "A C2SP signed note: origin, size and root of the tree, and signatures. With witnesses, the newest that they cosigned.")
    @ApiResponse(responseCode = "200", description = "The signed note")
    @ApiResponse(responseCode = "503", ref = "try-again")
    @GetMapping(path = "/log/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> checkpoint() {
        return answer(log.witnessedCheckpoint());
    }

    @Operation(summary = "The newest checkpoint", description = "The one that the log signed last, often before any witness saw it.")
    @ApiResponse(responseCode = "200", description = "The signed note")
    @ApiResponse(responseCode = "503", ref = "try-again")
    @GetMapping(path = "/log/checkpoint/newest", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> newestCheckpoint() {
        return answer(log.checkpoint());
    }

    private static ResponseEntity<byte[]> answer(Optional<SignedNote> checkpoint) {
        return checkpoint.map(note -> ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(note.encode()))
                .orElseThrow(() -> Problem.TRY_AGAIN.answer("The first checkpoint is being made. Ask again in a second."));
    }

    @Operation(summary = "The log's public key", description = "As a vkey, C2SP signed-note. Compare it with the one you got elsewhere.")
    @ApiResponse(responseCode = "200", description = "The vkey")
    @GetMapping(path = "/log/key", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> key() {
        return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.maxAge(Duration.ofHours(1))).body(log.verifierKey().vkey() + "\n");
    }

    @Operation(summary = "A tile of hashes, or a bundle of entries",
            description = "`tile/<L>/<N>[.p/<W>]` as C2SP tlog-tiles writes it. Bundles, `tile/entries/<N>[.p/<W>]`, are for auditors.")
    @ApiResponse(responseCode = "200", description = "Its bytes; they never change")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "not-in-the-log")
    @GetMapping(path = "/log/tile/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        TilePath path = path(request);
        if (path.isEntries()) {
            auditor.demand(request.getHeader(HttpHeaders.AUTHORIZATION));
        }
        return (path.isEntries() ? log.entries(path).map(bytes -> bundle(bytes, request)) : log.tile(path).map(LogController::tile))
                .orElseThrow(() -> notYet("The log is not that large yet; its size is in /log/checkpoint."));
    }

    private static ResponseEntity<byte[]> tile(byte[] hashes) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(CacheControl.maxAge(FOR_GOOD).immutable().cachePublic()).body(hashes);
    }

    /** Entries are text and shrink to a fraction; hashes do not. */
    private static ResponseEntity<byte[]> bundle(byte[] entries, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(CacheControl.maxAge(FOR_GOOD).immutable().cachePrivate()).varyBy(HttpHeaders.ACCEPT_ENCODING);
        return Gzip.isAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)))
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(Gzip.compress(entries)) : answer.body(entries);
    }

    /** What is not there yet will be: no cache may keep this answer. */
    private static ErrorResponseException notYet(String detail) {
        ErrorResponseException answer = Problem.NOT_FOUND.answer(detail);
        answer.getHeaders().setCacheControl(CacheControl.noStore());
        return answer;
    }

    private static TilePath path(HttpServletRequest request) {
        try {
            return TilePath.parse(request.getRequestURI().substring(PREFIX.length()));
        } catch (MalformedException e) {
            throw Problem.NOT_FOUND.answer("Write the address as tile/<level>/<number>[.p/<width>], C2SP tlog-tiles.");
        }
    }

    @Operation(summary = "A proof that an event is in the log",
            description = "A C2SP tlog-proof: the path from the event's leaf to the root of a signed checkpoint.")
    @ApiResponse(responseCode = "200", description = "The proof")
    @ApiResponse(responseCode = "404", ref = "not-in-the-log")
    @GetMapping(path = "/log/proof/{position}", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> proof(@PathVariable long position) {
        return log.proof(position)
                .map(proof -> ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(proof.encode()))
                .orElseThrow(() -> notYet("No checkpoint covers this position yet; the size is in /log/checkpoint."));
    }

    @Operation(summary = "An event as it was hashed", description = "The leaf at a position, docs/formats/log-entry.md. For auditors.")
    @ApiResponse(responseCode = "200", description = "The entry's bytes")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "not-in-the-log")
    @SecurityRequirement(name = "auditor-token")
    @GetMapping(path = "/log/entry/{position}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> entry(@PathVariable long position, HttpServletRequest request) {
        auditor.demand(request.getHeader(HttpHeaders.AUTHORIZATION));
        return log.entry(position)
                .map(bytes -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noStore()).body(bytes))
                .orElseThrow(() -> notYet("No checkpoint covers this position yet; the size is in /log/checkpoint."));
    }
}
