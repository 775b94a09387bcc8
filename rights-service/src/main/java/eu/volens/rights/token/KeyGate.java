package eu.volens.rights.token;

import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.ApiKeys;
import eu.volens.wire.key.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Lets a program in that has a key with the scope, or the token that the services of the house share. Safe for many threads. */
public final class KeyGate {

    private final ApiKeys keys;
    private final byte[] serviceToken;

    public KeyGate(ApiKeys keys, String serviceToken) {
        this.keys = keys;
        this.serviceToken = serviceToken.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ErrorResponseException 401 without a key of ours, 403 for one that opens something else */
    public void demand(HttpServletRequest request, Scope scope) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String brought = authorization == null ? "" : ApiKey.in(authorization).orElse("");
        // In constant time: how much of a guess was right must not show.
        if (MessageDigest.isEqual(serviceToken, brought.getBytes(StandardCharsets.UTF_8))) {
            return;
        }
        ApiKey key = keys.find(brought).orElseThrow(KeyGate::none);
        if (!key.scopes().contains(scope)) {
            throw problem(HttpStatus.FORBIDDEN, "key-too-weak", "The key does not open this", "Use a key with the scope " + scope.code()
                    + "; the operator adds it.");
        }
    }

    private static ErrorResponseException none() {
        ErrorResponseException none = problem(HttpStatus.UNAUTHORIZED, "no-token", "A key is needed here",
                "Send the header Authorization: Bearer, followed by a key that the operator has made.");
        none.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return none;
    }

    /** A problem by RFC 9457. @param type what follows {@code urn:volens:problem:} */
    public static ErrorResponseException problem(HttpStatus status, String type, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create("urn:volens:problem:" + type));
        body.setTitle(title);
        return new ErrorResponseException(status, body, null);
    }
}
