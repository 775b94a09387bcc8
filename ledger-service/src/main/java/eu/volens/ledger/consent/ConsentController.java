package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentBodies.Decision;
import eu.volens.ledger.consent.ConsentBodies.ReceiptBody;
import eu.volens.ledger.consent.ConsentBodies.Withdrawal;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.origin.RegisteredOrigins;
import eu.volens.ledger.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
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

    /** Two commands on one record from two instances at once: one of them is decided anew on what the other recorded. */
    private static final int ATTEMPTS_MAX = 4;

    private final CommandGateway commands;
    private final ConsentQueries queries;
    private final RegisteredOrigins origins;
    private final Clock clock;

    ConsentController(CommandGateway commands, ConsentQueries queries, RegisteredOrigins origins, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.origins = origins;
        this.clock = clock;
    }

    @Operation(summary = "Record a decision", description = "The decision is durable when this answers. A decision that no longer gives "
            + "what was given also records a withdrawal. Sent again under the same idempotency key, it gets the same answer and "
            + "records nothing.")
    @ApiResponse(responseCode = "201", description = "Recorded, now or the first time this was sent")
    @ApiResponse(responseCode = "409", ref = "stale-policy")
    @ApiResponse(responseCode = "422", ref = "rejected")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReceiptBody> decide(@Valid @RequestBody Decision body, HttpServletRequest request) {
        origins.check(request, body.site());
        var key = UUID.fromString(body.idempotencyKey());
        var record = body.record() == null ? key : UUID.fromString(body.record());
        var receipt = send(new RecordDecision(record, body.site(), body.area(), body.given(), body.refused(), body.policyVersion(),
                body.language(), Layer.of(body.layer()), Method.of(body.method()), key, now()));
        return ResponseEntity.created(URI.create("/api/consents/" + record)).cacheControl(CacheControl.noStore())
                .body(ReceiptBody.of(receipt));
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
        var receipt = send(new WithdrawConsent(recordId(record), body.site(), body.area(), Optional.ofNullable(body.purposes()),
                body.language(), UUID.fromString(body.idempotencyKey()), now()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ReceiptBody.of(receipt));
    }

    @Operation(summary = "Read a record", description = "Where the record stands now, purpose by purpose, and its whole history.")
    @ApiResponse(responseCode = "200", description = "The record")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @GetMapping("/{record}")
    ResponseEntity<RecordedConsent> read(@PathVariable String record) {
        var consent = queries.find(recordId(record), now()).orElseThrow(ConsentController::unknownRecord);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(consent);
    }

    private Receipt send(ConsentCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (ConsentRejected e) {
                throw problem(e.rejection());
            } catch (AggregateNotFoundException e) {
                throw unknownRecord();
            } catch (ConcurrencyException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw Problem.TRY_AGAIN.answer("The record is being changed from several places at once; send the request again.");
                }
            }
        }
    }

    private static ErrorResponseException problem(Rejection rejection) {
        return switch (rejection) {
            case Rejection.UnknownRecord() -> unknownRecord();
            case Rejection.UnknownSite() -> Problem.UNKNOWN_SITE.answer("No site has this id; use one from the register.");
            case Rejection.UnknownArea() -> Problem.UNKNOWN_AREA.answer("The site has no area of this id; use one from the register.");
            case Rejection.UnknownLanguage(var known) ->
                    Problem.UNKNOWN_LANGUAGE.answer("The site does not speak this language; it speaks " + list(known) + ".");
            case Rejection.StalePolicy(var current) -> Problem.STALE_POLICY.answer("The visitor was shown a version of the policy "
                    + "that is not in force. Load the banner configuration again, show it, and ask again.",
                    Map.of("currentPolicyVersion", current));
            case Rejection.UnknownPurpose(var purpose) ->
                    Problem.UNKNOWN_PURPOSE.answer("No purpose is called '" + purpose + "'; use the ids of the banner configuration.");
            case Rejection.PurposeNotOffered(var purpose, var offered) -> Problem.PURPOSE_NOT_OFFERED.answer("Purpose '" + purpose
                    + "' is not asked about here; asked are: " + (offered.isEmpty() ? "none" : list(offered)) + ".");
            case Rejection.PurposeNamedTwice(var purpose) ->
                    Problem.PURPOSE_NAMED_TWICE.answer("Name purpose '" + purpose + "' once, in `given` or in `refused`.");
            case Rejection.PurposesUnanswered(var purposes) ->
                    Problem.PURPOSES_UNANSWERED.answer("Name these too, in `given` or in `refused`: " + list(purposes) + ".");
            case Rejection.NothingToDecide() ->
                    Problem.NOTHING_TO_DECIDE.answer("This area only informs; there is no decision to record. Send none.");
            case Rejection.MethodContradictsChoice(var method) -> Problem.METHOD_CONTRADICTS_CHOICE.answer(
                    "With method '" + method + "', nothing may be " + (method.equals("accept-all") ? "refused." : "given."));
            case Rejection.RecordOfOtherSite() -> Problem.RECORD_OF_OTHER_SITE.answer(
                    "This record belongs to another site; leave `record` out to begin one for this site.");
            case Rejection.IdempotencyKeyReused() ->
                    Problem.IDEMPOTENCY_KEY_REUSED.answer("Something else was sent under this key before; use a new random key.");
        };
    }

    private static String list(List<String> ids) {
        return String.join(", ", ids);
    }

    private static ErrorResponseException unknownRecord() {
        return Problem.UNKNOWN_RECORD.answer("No consent record has this id; record a decision first.");
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
