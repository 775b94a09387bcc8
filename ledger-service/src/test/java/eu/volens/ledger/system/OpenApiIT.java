package eu.volens.ledger.system;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.problem.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the API is one that a client can be written from. */
class OpenApiIT {

    private final JsonNode api = LEDGER.get("/api/openapi/ledger").json();

    @Test
    void everyAddressIsDescribedAndPagesAreNot() {
        assertThat(api.get("paths").propertyNames()).containsExactlyInAnyOrder("/api/consents", "/api/consents/batch", "/api/consents/{record}",
                "/api/consents/{record}/withdrawal", "/api/consents/{record}/link", "/api/consents/{record}/unlinking", "/api/consents/{record}/links",
                "/api/consents/{record}/erasure", "/api/consents/{record}/holds", "/api/consents/{record}/holds/{hold}/lifting",
                "/api/consents/{record}/receipt", "/api/consents/{record}/receipts/{number}",
                "/api/consents/{record}/receipt.jsonld", "/api/consents/{record}/receipts/{number}.jsonld",
                "/api/consents/{record}/receipt.kantara.json", "/api/consents/{record}/receipts/{number}.kantara.json",
                "/api/consents/{record}/receipt.tlog-proof", "/api/consents/{record}/receipts/{number}.tlog-proof",
                "/api/sites/{site}/areas/{area}/banner", "/api/holder/search",
                "/api/foreign-consents/cookiebot", "/api/policies", "/api/policies/{site}", "/api/policies/{site}/versions/{version}", "/api/policies/{site}/comparison",
                "/log/checkpoint", "/log/checkpoint/newest", "/log/export", "/log/key", "/log/snapshot-key", "/log/tile/**", "/log/proof/{position}",
                "/log/entry/{position}", "/.well-known/gpc.json");
    }

    @Test
    void everyOperationSaysWhatItDoesAndWhatItCanRefuse() {
        api.get("paths").valueStream().flatMap(path -> path.valueStream()).forEach(operation -> {
            assertThat(operation.get("summary").asString()).isNotBlank();
            assertThat(operation.get("responses").propertyNames()).anyMatch(status -> status.startsWith("2"));
            assertThat(takesNothing(operation) || operation.get("responses").size() > 1).isTrue();
        });
        assertThat(api.at("/paths/~1api~1consents/post/responses").propertyNames())
                .contains("201", "400", "403", "409", "413", "415", "422", "429", "503");
    }

    private static boolean takesNothing(JsonNode operation) {
        return !operation.has("parameters") && !operation.has("requestBody");
    }

    @Test
    void everyProblemIsListed() {
        var listed = api.at("/components/schemas/Problem/properties/type/enum").valueStream().map(it -> it.asString()).collect(Collectors.toSet());

        assertThat(listed).isEqualTo(Arrays.stream(Problem.values()).map(it -> it.type().toString()).collect(Collectors.toSet()));
    }

    @Test
    void whatIsReferredToIsThere() {
        api.findValuesAsString("$ref").forEach(reference -> assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
    }
}
