package eu.volens.ledger.policy;

import eu.volens.ledger.policy.PolicyBodies.ComparisonBody;
import eu.volens.ledger.policy.PolicyBodies.DifferenceBody;
import eu.volens.ledger.policy.PolicyBodies.History;
import eu.volens.ledger.policy.PolicyBodies.Publish;
import eu.volens.ledger.policy.PolicyBodies.SiteBody;
import eu.volens.ledger.policy.PolicyBodies.Sites;
import eu.volens.ledger.policy.PolicyBodies.VersionBody;
import eu.volens.ledger.policy.PolicyBodies.WholeVersion;
import eu.volens.ledger.policy.PolicyDecisions.Rejection;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.InvalidRegister;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.wording.Languages;
import eu.volens.ledger.wording.Wording;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
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

/** Publishing over HTTP. Callers prove themselves by the service token before they get here. */
@RestController
@RequestMapping(path = "/api/policies", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies", description = "Versions of the cookie policy: for operators only")
@SecurityRequirement(name = "service-token")
class PolicyController {

    private final PoliciesInForce policies;
    private final PolicyFolder folder;
    private final PolicyPublisher publisher;
    private final Wording wording;

    PolicyController(PoliciesInForce policies, PolicyFolder folder, PolicyPublisher publisher, Wording wording) {
        this.policies = policies;
        this.folder = folder;
        this.publisher = publisher;
        this.wording = wording;
    }

    @Operation(summary = "List sites", description = "What each site shows, and whether the controller's folder, read now, says the same.")
    @ApiResponse(responseCode = "200", description = "Every site")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @GetMapping
    ResponseEntity<Sites> sites() {
        return answer(new Sites(FolderState.of(policies, folder).stream().map(PolicyController::tell).toList()));
    }

    private static SiteBody tell(FolderState state) {
        var policy = state.inForce();
        return new SiteBody(policy.site().id(), policy.version(), policy.askedSince(), policy.since(), state.standing().code(),
                state.folderVersion().orElse(null), state.problems());
    }

    @Operation(summary = "List versions", description = "Every version a site has shown.")
    @ApiResponse(responseCode = "200", description = "The versions, newest first")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-place")
    @GetMapping("/{site}")
    ResponseEntity<History> history(@PathVariable String site) {
        var policy = find(site);
        return answer(new History(site, policy.version(), policy.askedSince(), policy.history().reversed().stream().map(VersionBody::of).toList()));
    }

    @Operation(summary = "Read a version", description = "What visitors were shown, whole.")
    @ApiResponse(responseCode = "200", description = "The version and its content")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-version")
    @GetMapping("/{site}/versions/{version}")
    ResponseEntity<WholeVersion> version(@PathVariable String site, @PathVariable String version) {
        var published = find(find(site), version);
        return answer(new WholeVersion(VersionBody.of(published), published.policy().content()));
    }

    @Operation(summary = "Compare two versions", description = "In what they differ, and whether that asks visitors again. Without `to`, the "
            + "controller's folder as it is read now; without `from`, what is in force.")
    @ApiResponse(responseCode = "200", description = "The differences; none for equal versions")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-version")
    @ApiResponse(responseCode = "422", ref = "invalid-register")
    @GetMapping("/{site}/comparison")
    ResponseEntity<ComparisonBody> comparison(@PathVariable String site, @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @Parameter(description = "Of the sentences", example = "en") @RequestParam(required = false) @Nullable String lang) {
        var policy = find(site);
        var before = from == null ? policy.history().getLast().policy() : find(policy, from).policy();
        var after = to == null ? fromFolder(site) : find(policy, to).policy();
        return answer(compare(site, before, after, Languages.choose(List.of("en", "fr", "nl", "de"), lang, null)));
    }

    private ComparisonBody compare(String site, Policy before, Policy after, String language) {
        var old = FrozenPolicy.read(before.content());
        var now = FrozenPolicy.read(after.content());
        var words = new ComparisonWords(old, now, wording, language);
        var comparison = PolicyComparison.between(old, now);
        return new ComparisonBody(site, before.version(), after.version(), comparison.weight().code(),
                comparison.differences().stream().map(it -> new DifferenceBody(it.kind().code(), it.subject(), it.before(), it.after(),
                        it.kind().weight().code(), words.tell(it))).toList());
    }

    @Operation(summary = "Publish the folder", description = "Puts what the controller's folder says, read now, in force. Durable when this "
            + "answers. What is in force already is answered as it was published, and records nothing.")
    @ApiResponse(responseCode = "200", description = "It was in force already")
    @ApiResponse(responseCode = "201", description = "It is in force from now on")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "unknown-place")
    @ApiResponse(responseCode = "409", ref = "overtaken")
    @ApiResponse(responseCode = "422", ref = "not-published")
    @PostMapping(path = "/{site}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VersionBody> publish(@PathVariable String site, @Valid @RequestBody Publish body) {
        find(site);
        var publication = publish(fromFolder(site), body);
        var told = VersionBody.of(publication.inForce());
        return publication.isNew()
                ? ResponseEntity.created(URI.create("/api/policies/" + site + "/versions/" + told.version())).cacheControl(CacheControl.noStore())
                        .body(told)
                : answer(told);
    }

    private Publication publish(Policy policy, Publish body) {
        try {
            return publisher.publish(policy, Optional.ofNullable(body.instead()), Optional.ofNullable(body.change()).flatMap(Weight::of),
                    Optional.ofNullable(body.reason()), Optional.ofNullable(body.by()));
        } catch (PolicyRejected e) {
            throw problem(e.rejection());
        } catch (ConcurrencyException e) {
            throw Problem.TRY_AGAIN.answer("The policy is being published from several places at once; send the request again.");
        }
    }

    private static ErrorResponseException problem(Rejection rejection) {
        return switch (rejection) {
            case Rejection.ReasonMissing() -> Problem.REASON_MISSING.answer("The comparison proposes that visitors are asked again. Publish "
                    + "it as material, or give the `reason` why they are not.");
            case Rejection.OvertakenBy(var inForce) -> Problem.POLICY_OVERTAKEN.answer("Another version came into force meanwhile. Compare "
                    + "again, and publish with the `instead` of that comparison.", Map.of("currentPolicyVersion", inForce));
            case Rejection.TooLarge() -> Problem.POLICY_TOO_LARGE.answer("Packed, the policy has more than " + PackedContent.PACKED_CHARACTERS_MAX
                    + " characters, and one entry of the log cannot hold it; shorten its texts, or divide its site.");
        };
    }

    private Policy fromFolder(String site) {
        try {
            return folder.policy(site).orElseThrow(() -> Problem.UNKNOWN_SITE.answer(HttpStatus.NOT_FOUND, "The folder has no such site any more."));
        } catch (InvalidRegister e) {
            throw Problem.INVALID_REGISTER.answer("Correct what `errors` names in the controller's folder, and try again.",
                    Map.of("errors", e.problems().stream().map(it -> Map.of("detail", it)).toList()));
        }
    }

    private PolicyInForce find(String site) {
        return policies.of(site).orElseThrow(() ->
                Problem.UNKNOWN_SITE.answer(HttpStatus.NOT_FOUND, "No site has this id; /api/policies lists them."));
    }

    private static PublishedVersion find(PolicyInForce policy, String version) {
        return policy.find(version).orElseThrow(() ->
                Problem.UNKNOWN_VERSION.answer("The site has not shown this version; /api/policies/{site} lists those it has."));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
