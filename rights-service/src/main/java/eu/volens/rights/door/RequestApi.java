package eu.volens.rights.door;

import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.door.ApiBodies.HandedIn;
import eu.volens.rights.door.ApiBodies.Standing;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Status;
import eu.volens.rights.throttle.RateLimit;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.ApiKeys;
import eu.volens.wire.key.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Programs hand in what a person asks, and learn where it stands; a key sees what came by that key, and nothing about a person. */
@RestController
@RequestMapping(path = "/api/requests", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Requests", description = "A person asks for their rights by way of a program")
@SecurityRequirement(name = "key")
class RequestApi {

    static final int BODY_BYTES_MAX = 64 * 1024;
    static final int PER_KEY_MAX = 600;
    private static final Duration PER_KEY_WITHIN = Duration.ofMinutes(10);
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern IDEMPOTENCY_KEYS = Pattern.compile("[!-~]{1,100}");

    private static final JsonMapper STRICT = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Submissions submissions;
    private final CaseLog cases;
    private final ApiKeys keys;
    private final DeadlineLaw law;
    private final Organisation organisation;
    private final RateLimit perKey = new RateLimit(PER_KEY_MAX, PER_KEY_WITHIN);
    private final Clock clock;

    RequestApi(Submissions submissions, CaseLog cases, ApiKeys keys, DeadlineLaw law, Organisation organisation, Clock clock) {
        this.submissions = submissions;
        this.cases = cases;
        this.keys = keys;
        this.law = law;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Operation(summary = "Hand in a request", description = "The request is kept when this answers; its month runs. The person is written to and asked "
            + "to confirm, whether they are known or not. Sent again under the same idempotency key, it gets the same answer and opens no second case.")
    @Parameter(in = ParameterIn.HEADER, name = IDEMPOTENCY_KEY, required = true, description = "Names this request, 1 to 100 visible ASCII characters",
            schema = @Schema(type = "string", maxLength = 100))
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = HandedIn.class)))
    @ApiResponse(responseCode = "201", description = "Kept, now or the first time this was sent", content = @Content(schema = @Schema(implementation = Standing.class)))
    @ApiResponse(responseCode = "400", ref = "malformed")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "403", ref = "key-too-weak")
    @ApiResponse(responseCode = "413", ref = "too-large")
    @ApiResponse(responseCode = "422", ref = "key-reused")
    @ApiResponse(responseCode = "429", ref = "too-many")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Standing> handIn(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        ApiKey key = demandKey(request);
        String once = idempotencyKey(request);
        HandedIn body = read(request);
        Instant now = clock.instant();
        var read = new ApiRequest(body, organisation.languages(), now);
        if (!read.errors().isEmpty()) {
            throw ApiProblem.INVALID_REQUEST.answer("`errors` names the members at fault; compare with /api/openapi/rights.", Map.of("errors", read.errors()));
        }
        var named = new Submission.Once("api " + key.name() + " " + once, STRICT.writeValueAsBytes(body));
        return created(keep(new Submission(Channel.API, read.receivedAt(), key.name(), Optional.of(named), read.content(organisation.zone()))));
    }

    private Submission.Receipt keep(Submission submission) {
        try {
            return submissions.keep(submission);
        } catch (Submissions.OnceReused reused) {
            throw ApiProblem.IDEMPOTENCY_KEY_REUSED.answer("Another request came under this idempotency key. Send a new request under a new one.");
        }
    }

    private ResponseEntity<Standing> created(Submission.Receipt receipt) {
        return ResponseEntity.created(URI.create("/api/requests/" + receipt.caseId())).cacheControl(CacheControl.noStore()).body(standing(receipt));
    }

    @Operation(summary = "Where a request stands", description = "Of a request that was handed in by the same key. Says nothing about the person.")
    @ApiResponse(responseCode = "200", description = "Its status, and by when it is answered")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "403", ref = "key-too-weak")
    @ApiResponse(responseCode = "404", ref = "unknown-request")
    @ApiResponse(responseCode = "429", ref = "too-many")
    @GetMapping("/{id}")
    ResponseEntity<Standing> find(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
        ApiKey key = demandKey(request);
        Submission.Receipt receipt = uuid(id).flatMap(caseId -> submissions.enteredBy(key.name(), caseId))
                .orElseThrow(() -> ApiProblem.UNKNOWN_REQUEST.answer("Nothing was handed in under this id by your key. Check the id."));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(standing(receipt));
    }

    /** Kept is as good as received, for whoever handed it in: a moment later it is a case. */
    private Standing standing(Submission.Receipt receipt) {
        Optional<CaseFacts> facts = cases.find(receipt.caseId());
        Deadline deadline = facts.map(CaseFacts::deadline).orElseGet(() -> law.receivedAt(receipt.receivedAt()));
        return new Standing(receipt.caseId(), receipt.caseNumber(), facts.map(CaseFacts::status).orElse(Status.RECEIVED).wireName(), deadline.receivedOn(),
                deadline.dueOn(), facts.map(CaseFacts::outcome).map(Outcome::wireName).orElse(null));
    }

    private ApiKey demandKey(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        ApiKey key = Optional.ofNullable(authorization).flatMap(ApiKey::in).flatMap(keys::find).orElseThrow(RequestApi::noToken);
        if (!key.scopes().contains(Scope.REQUESTS_WRITE)) {
            throw ApiProblem.KEY_TOO_WEAK.answer("Use a key with the scope " + Scope.REQUESTS_WRITE.code() + "; the operator adds it.");
        }
        perKey.refused(key.name(), clock.instant()).ifPresent(wait -> {
            var refused = ApiProblem.TOO_MANY_REQUESTS.answer("A key is answered " + PER_KEY_MAX + " times in ten minutes. Send it again after Retry-After seconds.");
            refused.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RateLimit.retryAfterSeconds(wait)));
            throw refused;
        });
        return key;
    }

    private static ErrorResponseException noToken() {
        var answer = ApiProblem.NO_TOKEN.answer("Send the header Authorization: Bearer, followed by a key that the operator has made.");
        answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer;
    }

    private static String idempotencyKey(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(IDEMPOTENCY_KEY)).filter(once -> IDEMPOTENCY_KEYS.matcher(once).matches())
                .orElseThrow(() -> ApiProblem.IDEMPOTENCY_KEY_MISSING.answer(
                        "Send the header " + IDEMPOTENCY_KEY + " with a random value of 1 to 100 visible ASCII characters, the same when you send it again."));
    }

    private static HandedIn read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw ApiProblem.BODY_TOO_LARGE.answer("A body may have " + BODY_BYTES_MAX + " bytes; send less.");
        }
        try {
            return Optional.ofNullable(STRICT.readValue(bytes, HandedIn.class)).orElseThrow(RequestApi::malformed);
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    private static ErrorResponseException malformed() {
        return ApiProblem.MALFORMED_JSON.answer("The body must be one JSON object with the members of /api/openapi/rights and no others, each once.");
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ErrorResponseException e) {
        return ResponseEntity.status(e.getStatusCode()).headers(e.getHeaders()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(e.getBody());
    }
}
