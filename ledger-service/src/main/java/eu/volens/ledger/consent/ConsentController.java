package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentBodies.AnswerBatch;
import eu.volens.ledger.consent.ConsentBodies.Decision;
import eu.volens.ledger.consent.ConsentBodies.DecisionBatch;
import eu.volens.ledger.consent.ConsentBodies.ReceiptBody;
import eu.volens.ledger.consent.ConsentBodies.Withdrawal;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.origin.RegisteredOrigins;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.signal.GlobalPrivacyControl;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Consent over HTTP. A record's id is the visitor's capability: it is not guessable, and nothing else protects the record. */
@RestController
@RequestMapping(path = "/api/consents", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Consents", description = "A visitor says yes, no, or no longer")
class ConsentController {

    private final ConsentSender sender;
    private final ConsentQueries queries;
    private final RegisteredOrigins origins;
    private final GlobalPrivacyControl signal;
    private final Clock clock;

    ConsentController(ConsentSender sender, ConsentQueries queries, RegisteredOrigins origins, GlobalPrivacyControl signal, Clock clock) {
        this.sender = sender;
        this.queries = queries;
        this.origins = origins;
        this.signal = signal;
        this.clock = clock;
    }

    @Operation(summary = "Record a decision", description = "The decision is durable when this answers. A decision that no longer gives "
            + "what was given also records a withdrawal. Sent again under the same idempotency key, it gets the same answer and "
            + "records nothing. With Sec-GPC: 1, purposes that the signal refuses must be refused.")
    @ApiResponse(responseCode = "201", description = "Recorded, now or the first time this was sent")
    @ApiResponse(responseCode = "409", ref = "stale-policy")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> decide(@Valid @RequestBody Decision body, HttpServletRequest request) {
        origins.check(request, body.site());
        signal.check(request, body.site(), body.given());
        var command = command(body);
        var receipt = sender.send(command);
        return ResponseEntity.created(URI.create("/api/consents/" + command.record())).cacheControl(CacheControl.noStore())
                .body(ReceiptBody.of(receipt));
    }

    @Operation(summary = "Record many decisions", description = "For a backend that collects decisions. Each is carried out for itself and "
            + "has its own answer, in the order they were sent; those on one record one after the other. All are durable when this "
            + "answers. After a failure the whole batch can be sent again: what was recorded is answered as before.")
    @ApiResponse(responseCode = "200", description = "One answer per decision")
    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AnswerBatch> decideMany(@Valid @RequestBody DecisionBatch body, HttpServletRequest request) {
        body.decisions().stream().map(Decision::site).distinct().forEach(site -> origins.check(request, site));
        var commands = body.decisions().stream().map(this::command).toList();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new AnswerBatch(sender.sendAll(commands)));
    }

    @Operation(summary = "Withdraw consent", description = "Takes back what is given, all of it or the purposes named. Withdrawing what "
            + "is not given changes nothing. Needs no current policy version, and works from any area of the site.")
    @ApiResponse(responseCode = "200", description = "Where the consent stands now")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(path = "/{record}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> withdraw(@PathVariable String record, @Valid @RequestBody Withdrawal body,
            HttpServletRequest request) {
        origins.check(request, body.site());
        var receipt = sender.send(new WithdrawConsent(recordId(record), body.site(), body.area(), Optional.ofNullable(body.purposes()),
                body.language(), UUID.fromString(body.idempotencyKey()), now()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ReceiptBody.of(receipt));
    }

    @Operation(summary = "Read a record", description = "Where the record stands now, purpose by purpose, and its whole history.")
    @ApiResponse(responseCode = "200", description = "The record")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @GetMapping("/{record}")
    ResponseEntity<RecordedConsent> read(@PathVariable String record) {
        var consent = queries.find(recordId(record), now()).orElseThrow(ConsentSender::unknownRecord);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(consent);
    }

    private RecordDecision command(Decision body) {
        var key = UUID.fromString(body.idempotencyKey());
        var record = body.record() == null ? key : UUID.fromString(body.record());
        return new RecordDecision(record, body.site(), body.area(), body.given(), body.refused(), body.policyVersion(), body.language(),
                Layer.of(body.layer()), Method.of(body.method()), key, now());
    }

    private static UUID recordId(String written) {
        if (!written.matches(ConsentBodies.RANDOM_UUID)) {
            throw Problem.INVALID_REQUEST.answer("The record's id in the address " + ConsentBodies.RANDOM_UUID_MESSAGE + ".");
        }
        return UUID.fromString(written);
    }

    /** To the microsecond: the finest the database keeps, so that what is read back equals what was answered. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
