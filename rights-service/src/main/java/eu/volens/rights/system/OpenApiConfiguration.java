package eu.volens.rights.system;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /api/openapi/rights}, with every problem it can answer. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI rightsApi(RightsSettings settings) {
        return new OpenAPI()
                .info(new Info().title("Volens rights").version("1").license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                        .description("Takes in what persons ask under the GDPR, from the controller's programs and from agents. Bodies are JSON of at most "
                                + "64 KiB, read strictly: unknown or duplicate members are refused. Errors are problems (RFC 9457) with a `type` to program "
                                + "against and a `detail` that says what to do next."))
                .addServersItem(new Server().url(settings.rightsUrl()))
                .components(components());
    }

    private static Components components() {
        return new Components()
                .addSecuritySchemes("key", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("Of a controller's backend or of an agent, with the scope requests:write; made by the operator"))
                .addSchemas("Problem", problem())
                .addResponses("malformed", response("The body cannot be read or holds what it may not, or the idempotency key is missing; `errors` names the "
                        + "members at fault.", "malformed-json", "invalid-request", "idempotency-key-missing"))
                .addResponses("no-token", response("The key is missing or is none.", "no-token"))
                .addResponses("key-too-weak", response("The key opens something else.", "key-too-weak"))
                .addResponses("unknown-request", response("Nothing was handed in under this id by this key.", "unknown-request"))
                .addResponses("too-large", response("The body is too large.", "body-too-large"))
                .addResponses("key-reused", response("The idempotency key came with another body before.", "idempotency-key-reused"))
                .addResponses("too-many", response("Ask again after `Retry-After` seconds.", "too-many-requests"));
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema().addProperty("pointer", new StringSchema().description("Where, RFC 6901"))
                .addProperty("detail", new StringSchema());
        return new ObjectSchema().description("RFC 9457")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong, and what to do next"))
                .addProperty("errors", new ArraySchema().items(error).description("With invalid-request: every member at fault"));
    }

    private static ApiResponse response(String description, String... types) {
        String all = " Types: `urn:volens:problem:" + String.join("`, `urn:volens:problem:", types) + "`.";
        return new ApiResponse().description(description + all).content(new Content()
                .addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }
}
