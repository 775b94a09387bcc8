package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentBodies.AnswerBatch;
import eu.volens.ledger.consent.ConsentBodies.Decision;
import eu.volens.ledger.consent.ConsentBodies.DecisionAnswer;
import eu.volens.ledger.consent.ConsentBodies.DecisionBatch;
import eu.volens.ledger.consent.ConsentBodies.Link;
import eu.volens.ledger.consent.ConsentBodies.Links;
import eu.volens.ledger.consent.ConsentBodies.Moment;
import eu.volens.ledger.consent.ConsentBodies.ReceiptBody;
import eu.volens.ledger.consent.ConsentBodies.Unlinking;
import eu.volens.ledger.consent.ConsentBodies.Withdrawal;
import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.LinkKind;
import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Visit;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.origin.RegisteredOrigins;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.signal.GlobalPrivacyControl;
import eu.volens.ledger.token.KeyGate;
import eu.volens.wire.key.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    private final KeyGate keys;
    private final ShownPolicy shown;
    private final Visits visits;
    private final Clock clock;

    ConsentController(ConsentSender sender, ConsentQueries queries, RegisteredOrigins origins, GlobalPrivacyControl signal, KeyGate keys,
            ShownPolicy shown, Visits visits, Clock clock) {
        this.sender = sender;
        this.queries = queries;
        this.origins = origins;
        this.signal = signal;
        this.keys = keys;
        this.shown = shown;
        this.visits = visits;
        this.clock = clock;
    }

    @Operation(summary = "Record a decision", description = "The decision is durable when this answers. A decision that no longer gives "
            + "what was given also records a withdrawal. Sent again under the same idempotency key, it gets the same answer and "
            + "records nothing. With Sec-GPC: 1, purposes that the signal refuses must be refused. The snapshot of the banner configuration "
            + "proves what was shown; a backend with a key (consents:write) may decide without, and its record says so.")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "201", description = "Recorded, now or the first time this was sent")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "409", ref = "stale-policy")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> decide(@Valid @RequestBody Decision body, HttpServletRequest request) {
        origins.check(request, body.site());
        var command = command(body, keys.isOpenedBy(request, Scope.CONSENTS_WRITE), request);
        var receipt = sender.send(command);
        return ResponseEntity.created(URI.create("/api/consents/" + command.record())).cacheControl(CacheControl.noStore())
                .body(ReceiptBody.of(receipt));
    }

    @Operation(summary = "Record many decisions", description = "For a backend that collects decisions. Each is carried out for itself and "
            + "has its own answer, in the order they were sent; those on one record one after the other. All are durable when this "
            + "answers. After a failure the whole batch can be sent again: what was recorded is answered as before.")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "200", description = "One answer per decision")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AnswerBatch> decideMany(@Valid @RequestBody DecisionBatch body, HttpServletRequest request) {
        body.decisions().stream().map(Decision::site).distinct().forEach(site -> origins.check(request, site));
        var backend = keys.isOpenedBy(request, Scope.CONSENTS_WRITE);
        Map<Decision, DecisionAnswer> refused = new IdentityHashMap<>();
        List<RecordDecision> commands = new ArrayList<>();
        for (var decision : body.decisions()) {
            try {
                commands.add(command(decision, backend, request));
            } catch (ErrorResponseException e) {
                refused.put(decision, DecisionAnswer.of(e.getBody()));
            }
        }
        var answers = sender.sendAll(commands).iterator();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new AnswerBatch(body.decisions().stream()
                .map(it -> refused.containsKey(it) ? refused.get(it) : answers.next()).toList()));
    }

    @Operation(summary = "Withdraw consent", description = "Takes back what is given, all of it or the purposes named. Withdrawing what "
            + "is not given changes nothing. Needs no current policy version, and works from any area of the site.")
    @ApiResponse(responseCode = "200", description = "Where the consent stands now")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(path = "/{record}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> withdraw(@PathVariable String record, @Valid @RequestBody Withdrawal body,
            HttpServletRequest request) {
        origins.check(request, body.site());
        return answer(sender.send(new WithdrawConsent(recordId(record), body.site(), body.area(), Optional.ofNullable(body.purposes()),
                body.language(), evidence(body.evidence(), keys.isOpenedBy(request, Scope.CONSENTS_WRITE), request),
                UUID.fromString(body.idempotencyKey()), now())));
    }

    @Operation(summary = "Read a record", description = "Where the record stands, purpose by purpose, and its whole history. With `at`, as of that "
            + "moment: what was agreed to then, until when, and under which text.")
    @ApiResponse(responseCode = "200", description = "The record")
    @ApiResponse(responseCode = "400", ref = "no-moment")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @GetMapping("/{record}")
    ResponseEntity<RecordedConsent> read(@PathVariable String record,
            @Parameter(description = "A moment that is past, RFC 3339", example = "2026-03-03T12:00:00Z")
            @RequestParam(required = false) @Nullable String at) {
        var now = now();
        var asOf = at == null ? now : moment(at, now);
        var consent = queries.find(recordId(record), asOf).orElseThrow(() -> at == null || queries.find(recordId(record), now).isEmpty()
                ? ConsentSender.unknownRecord() : Problem.NOT_RECORDED_YET.answer("The record is younger than that. Ask for a later moment."));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(consent);
    }

    @Operation(summary = "Read a record's links", description = "For backends (consents:read): whom the record is linked to now. Whoever knows the "
            + "record's id alone is told only that it is linked.")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "200", description = "Customer's id and mail address, those that there are")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @GetMapping("/{record}/links")
    ResponseEntity<Links> links(@PathVariable String record, HttpServletRequest request) {
        keys.demand(request, Scope.CONSENTS_READ);
        if (queries.find(recordId(record), now()).isEmpty()) {
            throw ConsentSender.unknownRecord();
        }
        var links = queries.links(recordId(record));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(new Links(links.get(LinkKind.CUSTOMER.code()), links.get(LinkKind.MAIL.code())));
    }

    private static Instant moment(String written, Instant now) {
        try {
            var moment = OffsetDateTime.parse(written).toInstant();
            if (!moment.isAfter(now)) {
                return moment;
            }
        } catch (DateTimeParseException noMoment) {
            // As one that is still to come.
        }
        throw Problem.INVALID_REQUEST.answer("`at` must be a moment that is past, such as 2026-03-03T12:00:00Z; encode a plus sign as %2B.");
    }

    @Operation(summary = "Link a record to a person", description = "For backends: this visitor is that customer. Takes the place of an earlier link "
            + "of the same kind. Recorded, reversible, and sealed under a key that goes when the person is erased.")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "200", description = "Linked, now or the first time this was sent")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(path = "/{record}/link", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> link(@PathVariable String record, @Valid @RequestBody Link body, HttpServletRequest request) {
        keys.demand(request, Scope.CONSENTS_WRITE);
        return answer(sender.send(new LinkRecord(recordId(record), LinkKind.of(body.kind()), body.value(), UUID.fromString(body.idempotencyKey()),
                now())));
    }

    @Operation(summary = "Unlink a record", description = "For backends: takes a link back. Where there is none of this kind, nothing changes.")
    @SecurityRequirement(name = "key")
    @ApiResponse(responseCode = "200", description = "No longer linked")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @PostMapping(path = "/{record}/unlinking", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> unlink(@PathVariable String record, @Valid @RequestBody Unlinking body, HttpServletRequest request) {
        keys.demand(request, Scope.CONSENTS_WRITE);
        return answer(sender.send(new UnlinkRecord(recordId(record), LinkKind.of(body.kind()), UUID.fromString(body.idempotencyKey()), now())));
    }

    private static ResponseEntity<ReceiptBody> answer(Receipt receipt) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ReceiptBody.of(receipt));
    }

    private RecordDecision command(Decision body, boolean backend, HttpServletRequest request) {
        var method = Method.of(body.method());
        var evidence = evidence(body.evidence(), backend, request);
        signal.check(evidence.gpc(), body.site(), body.given());
        if ((method == Method.FOREIGN) != evidence.foreign().isPresent()) {
            throw Problem.INVALID_REQUEST.answer("With method foreign, and only then, `evidence` must have `source` and `utc` of the other "
                    + "banner's cookie.");
        }
        var key = UUID.fromString(body.idempotencyKey());
        var record = body.record() == null ? key : UUID.fromString(body.record());
        return new RecordDecision(record, body.site(), body.area(), body.given(), body.refused(), body.policyVersion(), body.language(),
                Layer.of(body.layer()), method, shown.check(body, backend), evidence, key, now());
    }

    /** A backend's request is not the visitor's: neither its address nor its signal is theirs. */
    private Evidence evidence(@Nullable Moment told, boolean backend, HttpServletRequest request) {
        var visit = backend ? Optional.<Visit>empty() : visits.of(request);
        var signalled = !backend && GlobalPrivacyControl.isOn(request);
        return told == null ? new Evidence(signalled, Optional.empty(), visit, Optional.empty())
                : new Evidence(signalled || Boolean.TRUE.equals(told.gpc()), Optional.ofNullable(told.clientTime()), visit, told.foreign());
    }

    private static UUID recordId(String written) {
        return RecordId.parse(written).orElseThrow(() ->
                Problem.INVALID_REQUEST.answer("The record's id in the address " + ConsentBodies.RANDOM_UUID_MESSAGE + "."));
    }

    /** To the microsecond: the finest the database keeps, so that what is read back equals what was answered. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
