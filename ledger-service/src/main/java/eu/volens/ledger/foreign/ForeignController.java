package eu.volens.ledger.foreign;

import eu.volens.ledger.foreign.ForeignBodies.Answer;
import eu.volens.ledger.foreign.ForeignBodies.Answers;
import eu.volens.ledger.foreign.ForeignBodies.Evidence;
import eu.volens.ledger.foreign.ForeignBodies.EvidenceList;
import eu.volens.ledger.foreign.ForeignBodies.Import;
import eu.volens.ledger.foreign.ForeignCommand.ImportForeignConsent;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Foreign evidence over HTTP. Callers prove themselves by the service token before they get here. */
@RestController
@RequestMapping(path = "/api/foreign-consents", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Foreign consents", description = "What other banners recorded, as evidence: for operators only")
@SecurityRequirement(name = "service-token")
class ForeignController {

    /** Two rows of one stamp at once: one of them is decided anew on what the other recorded. */
    private static final int ATTEMPTS_MAX = 8;

    private final CommandGateway commands;
    private final ForeignEvidence evidence;
    private final PoliciesInForce policies;
    private final Clock clock;

    ForeignController(CommandGateway commands, ForeignEvidence evidence, PoliciesInForce policies, Clock clock) {
        this.commands = commands;
        this.evidence = evidence;
        this.policies = policies;
        this.clock = clock;
    }

    @Operation(summary = "Bring rows in", description = "Rows of a Cookiebot consent log, durable when this answers. A row that is known, from "
            + "whatever file, is answered `known` and recorded no second time. Nothing becomes allowed by them.")
    @ApiResponse(responseCode = "200", description = "What became of each row, in their order")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-place")
    @PostMapping(path = "/cookiebot", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answers> bringIn(@Valid @RequestBody Import body) {
        var policy = policy(body.site());
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return answer(new Answers(together(body.rows().stream().<Callable<Answer>>map(row -> () ->
                new Answer(row.line(), bringIn(command(body, row, policy, at)) ? "imported" : "known")).toList())));
    }

    private static ImportForeignConsent command(Import body, ForeignBodies.Row row, PolicyInForce policy, Instant at) {
        var categories = row.categories().stream().distinct().sorted().toList();
        var given = CookiebotCategories.given(policy.register(), categories);
        return new ImportForeignConsent(ForeignStream.of(body.site(), ForeignEvidence.COOKIEBOT, row.stamp()), body.site(), ForeignEvidence.COOKIEBOT, row.stamp(),
                row.consentedAt().truncatedTo(ChronoUnit.MICROS), categories, given, CookiebotCategories.refused(policy.register(), given),
                policy.version(), body.fileSha256(), row.line(), at);
    }

    private boolean bringIn(ImportForeignConsent command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.<Boolean>sendAndWait(command);
            } catch (ConcurrencyException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw Problem.TRY_AGAIN.answer("These rows are being brought in from several places at once; send them again.");
                }
            }
        }
    }

    /** Side by side, so that they share commits. */
    private static List<Answer> together(List<Callable<Answer>> rows) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> row : threads.invokeAll(rows)) {
                answers.add(row.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.TRY_AGAIN.answer("The ledger is ending; send them again in a moment.");
        }
    }

    @Operation(summary = "Read what is known of a stamp", description = "Every row brought in under a Cookiebot visitor's own key, in the order of import.")
    @ApiResponse(responseCode = "200", description = "The rows; none for an unknown stamp")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-place")
    @GetMapping("/cookiebot")
    ResponseEntity<EvidenceList> read(@RequestParam String site, @RequestParam String stamp) {
        policy(site);
        return answer(new EvidenceList(evidence.ofCookiebot(site, stamp).stream().map(Evidence::of).toList()));
    }

    private PolicyInForce policy(String site) {
        return policies.of(site).orElseThrow(() -> Problem.UNKNOWN_SITE.answer(HttpStatus.NOT_FOUND, "No site has this id; use one from the register."));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
