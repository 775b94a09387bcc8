package eu.volens.ledger.system;

import eu.volens.ledger.problem.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /api/openapi/ledger}, with every problem it can answer. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String PROBLEM_JSON = "application/problem+json";

    @Bean
    OpenAPI ledgerApi(LedgerSettings settings) {
        return new OpenAPI()
                .info(new Info().title("Volens ledger").version("1").license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                        .description("Records what visitors agree to, refuse and take back, and tells the banner what to ask. "
                                + "Bodies are JSON of at most " + BodyLimit.BODY_BYTES_MAX / 1024 + " KiB, read strictly: unknown or "
                                + "duplicate members are refused. Errors are problems (RFC 9457) with a `type` to program against and "
                                + "a `detail` that says what to do next."))
                .servers(List.of(new Server().url(settings.ledgerUrl())))
                .components(components());
    }

    private static Components components() {
        return new Components()
                .addSecuritySchemes("service-token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("Shared by the services of the house"))
                .addSecuritySchemes("key", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("Of a controller's backend, with scopes; made by the operator"))
                .addSecuritySchemes("auditor-token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("Of those who audit the log"))
                .addSchemas("Problem", problem())
                .addResponses("stale-policy", response("The visitor was shown a version that was never in force, or that a material change has "
                        + "followed; `currentPolicyVersion` names the one in force. Or the decision does not come with what was "
                        + "shown. Load the banner configuration again and ask again.", Problem.STALE_POLICY, Problem.STALE_SNAPSHOT))
                .addResponses("no-key", response("A key was sent that is none.", Problem.NO_TOKEN))
                .addResponses("overtaken", response("Another version came into force than the one named in `instead`; "
                        + "`currentPolicyVersion` names it.", Problem.POLICY_OVERTAKEN))
                .addResponses("invalid-register", response("The folder has mistakes; `errors` lists them all, with file and line.",
                        Problem.INVALID_REGISTER))
                .addResponses("not-published", response("The folder is not published.", Problem.INVALID_REGISTER, Problem.REASON_MISSING,
                        Problem.POLICY_TOO_LARGE))
                .addResponses("unknown-version", response("No such site, or it has not shown this version.", Problem.UNKNOWN_SITE,
                        Problem.UNKNOWN_VERSION))
                .addResponses("rejected", response("The request is well formed, and against the rules.", Problem.UNKNOWN_SITE,
                        Problem.UNKNOWN_AREA, Problem.UNKNOWN_LANGUAGE, Problem.UNKNOWN_PURPOSE, Problem.PURPOSE_NOT_OFFERED,
                        Problem.PURPOSE_NAMED_TWICE, Problem.PURPOSES_UNANSWERED, Problem.NOTHING_TO_DECIDE,
                        Problem.METHOD_CONTRADICTS_CHOICE, Problem.REFUSED_BY_GPC, Problem.FORGED_SNAPSHOT,
                        Problem.FOREIGN_CHOICE_TOO_LATE, Problem.FOREIGN_CHOICE_EXPIRED, Problem.PERSON_ERASED,
                        Problem.RECORD_OF_OTHER_SITE, Problem.IDEMPOTENCY_KEY_REUSED))
                .addResponses("no-moment", response("The record's id or `at` is of the wrong form, or `at` is still to come.",
                        Problem.INVALID_REQUEST))
                .addResponses("unknown-record", response("Nothing is recorded under this id, or was by then.", Problem.UNKNOWN_RECORD,
                        Problem.NOT_RECORDED_YET))
                .addResponses("no-receipt", response("No such record, or nothing in it that the receipt could be of.", Problem.UNKNOWN_RECORD,
                        Problem.UNKNOWN_RECEIPT))
                .addResponses("no-proof", response("No such record or event, or no checkpoint covers it yet; then ask again after `Retry-After` "
                        + "seconds.", Problem.UNKNOWN_RECORD, Problem.UNKNOWN_RECEIPT, Problem.NOT_SEALED))
                .addResponses("on-hold", response("A legal hold stands, and `holds` names it; or no such hold stands.", Problem.ON_HOLD,
                        Problem.NO_SUCH_HOLD))
                .addResponses("unknown-place", response("No such site, or no such area.", Problem.UNKNOWN_SITE, Problem.UNKNOWN_AREA))
                .addResponses("not-in-the-log", response("No checkpoint covers it yet.", Problem.NOT_FOUND))
                .addResponses("no-range", response("`from` or `to` is no position and no time, or they can never hold anything.",
                        Problem.INVALID_REQUEST))
                .addResponses("no-token", response("The token is missing or wrong.", Problem.NO_TOKEN))
                .addResponses("malformed", response("The body cannot be read; `errors` names the members at fault.",
                        Problem.MALFORMED_JSON, Problem.INVALID_REQUEST))
                .addResponses("origin", response("The page that sent this is of no registered origin, or its key opens something else.",
                        Problem.ORIGIN_NOT_REGISTERED, Problem.KEY_TOO_WEAK))
                .addResponses("too-large", response("The body is too large.", Problem.BODY_TOO_LARGE))
                .addResponses("not-json", response("The body is not announced as JSON.", Problem.UNSUPPORTED_MEDIA_TYPE))
                .addResponses("too-many", response("This address, or this key, has asked too much. Nothing was recorded. Send it again after "
                        + "`Retry-After` seconds.", Problem.TOO_MANY_REQUESTS))
                .addResponses("try-again", response("Nothing, or nothing certain, was recorded. Send it again after `Retry-After` "
                        + "seconds, under the same idempotency key.", Problem.TRY_AGAIN));
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema().addProperty("pointer", new StringSchema().description("Where, RFC 6901"))
                .addProperty("detail", new StringSchema());
        return new ObjectSchema().description("RFC 9457")
                .addProperty("type", new StringSchema().format("uri")
                        ._enum(Arrays.stream(Problem.values()).map(it -> it.type().toString()).toList()))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong, and what to do next"))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty("errors", new ArraySchema().items(error).description("With invalid-request: every member at fault; with "
                        + "invalid-register: every mistake in the folder"))
                .addProperty("holds", new ArraySchema().items(new ObjectSchema()).description("With on-hold: each with its id, ground and reason"))
                .addProperty("currentPolicyVersion", new StringSchema().description("With stale-policy and policy-overtaken: "
                        + "the version in force"));
    }

    private static ApiResponse response(String description, Problem... problems) {
        var types = Arrays.stream(problems).map(problem -> "`" + problem.type() + "`").collect(Collectors.joining(", "));
        return new ApiResponse().description(description + " Types: " + types + ".").content(new Content()
                .addMediaType(PROBLEM_JSON, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }

    /** What every operation can answer, and what every one that takes a body can. */
    @Bean
    OperationCustomizer problemsOfAll() {
        return (operation, method) -> {
            operation.getResponses().addApiResponse("429", new ApiResponse().$ref("too-many"));
            if (operation.getRequestBody() != null) {
                var responses = operation.getResponses();
                responses.addApiResponse("400", new ApiResponse().$ref("malformed"));
                responses.addApiResponse("413", new ApiResponse().$ref("too-large"));
                responses.addApiResponse("415", new ApiResponse().$ref("not-json"));
                responses.addApiResponse("503", new ApiResponse().$ref("try-again"));
                if (!responses.containsKey("401")) {
                    responses.addApiResponse("403", new ApiResponse().$ref("origin"));
                }
            }
            return operation;
        };
    }
}
