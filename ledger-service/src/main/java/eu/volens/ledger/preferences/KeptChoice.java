package eu.volens.ledger.preferences;

import eu.volens.ledger.consent.Receipt;
import eu.volens.ledger.consent.RecordId;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The banner's first-party cookie {@code CookieConsent}, URL-encoded JSON, as the module's README describes it. Read to find the visitor's
 * record, and written again when their choice changes here: pages go by the cookie, so what is taken back must be gone from it as well.
 */
record KeptChoice(UUID record, ObjectNode content) {

    static final String NAME = "CookieConsent";

    private static final int CHARACTERS_MAX = 4_096;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The choice this browser keeps; empty without one, and for a cookie of somebody else's making. */
    static Optional<KeptChoice> of(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream).filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue).filter(value -> value.length() <= CHARACTERS_MAX).flatMap(value -> read(value).stream()).findFirst();
    }

    private static Optional<KeptChoice> read(String value) {
        try {
            return JSON.readTree(URLDecoder.decode(value, StandardCharsets.UTF_8)) instanceof ObjectNode content
                    ? RecordId.parse(content.path("record").asString("")).map(record -> new KeptChoice(record, content)) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    boolean isOf(String site) {
        return content.path("site").asString("").equals(site);
    }

    /** After a decision. @param askedSince the last material version when it was made */
    ResponseCookie decided(Receipt receipt, String askedSince, List<String> given, List<String> refused, boolean gpc, boolean secure) {
        var changed = content.deepCopy();
        changed.put("area", receipt.area()).put("policy", receipt.policyVersion()).put("since", askedSince).put("gpc", gpc);
        changed.remove("source");
        return written(changed, receipt, given, refused, secure);
    }

    /** After everything was taken back; what the visitor read stays what it was. */
    ResponseCookie withdrawn(Receipt receipt, boolean secure) {
        var refused = Stream.concat(strings(content.path("refused")), strings(content.path("given"))).distinct().toList();
        return written(content.deepCopy(), receipt, List.of(), refused, secure);
    }

    private static Stream<String> strings(JsonNode list) {
        return list.valueStream().filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static ResponseCookie written(ObjectNode changed, Receipt receipt, List<String> given, List<String> refused, boolean secure) {
        changed.set("given", JSON.valueToTree(given));
        changed.set("refused", JSON.valueToTree(refused));
        changed.put("at", receipt.decidedAt().toString());
        // Form encoding but for the space, which scripts read as %20 only.
        var value = URLEncoder.encode(JSON.writeValueAsString(changed), StandardCharsets.UTF_8).replace("+", "%20");
        return ResponseCookie.from(NAME, value).path("/").sameSite("Lax").secure(secure)
                .maxAge(Duration.between(receipt.decidedAt(), receipt.expiresAt())).build();
    }
}
