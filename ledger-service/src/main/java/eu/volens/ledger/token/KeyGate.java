package eu.volens.ledger.token;

import eu.volens.ledger.problem.Problem;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.ApiKeys;
import eu.volens.wire.key.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** Tells the backends of a controller, which have keys, from browsers, which have none. */
public final class KeyGate {

    private final ApiKeys keys;

    public KeyGate(ApiKeys keys) {
        this.keys = keys;
    }

    /**
     * Whether this comes from a backend that may do this; false for a request that brings no key.
     *
     * @throws ErrorResponseException 401 for a key that is none, 403 for one that opens something else
     */
    public boolean isOpenedBy(HttpServletRequest request, Scope scope) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return false;
        }
        var key = find(authorization).orElseThrow(KeyGate::none);
        if (!key.scopes().contains(scope)) {
            throw Problem.KEY_TOO_WEAK.answer("Use a key with the scope " + scope.code() + "; the operator adds it.");
        }
        return true;
    }

    /** Whose key a request brings; empty for none, and for one that is none. */
    public Optional<ApiKey> find(@Nullable String authorization) {
        return Optional.ofNullable(authorization).flatMap(ApiKey::in).flatMap(keys::find);
    }

    /** @throws ErrorResponseException 401 without a key, 403 for one that opens something else */
    public void demand(HttpServletRequest request, Scope scope) {
        if (!isOpenedBy(request, scope)) {
            throw none();
        }
    }

    private static ErrorResponseException none() {
        var answer = Problem.NO_TOKEN.answer("Send the header `Authorization: Bearer` with a backend's key, or, "
                + "where a browser may ask, leave it out.");
        answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer;
    }
}
