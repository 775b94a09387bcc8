package eu.volens.ledger.system;

import eu.volens.ledger.token.BearerToken;
import eu.volens.ledger.token.KeyGate;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets services of the house in, and programs of the controller that have a key for it, such as a build that has tested a new policy. */
final class OperatorToken implements HandlerInterceptor {

    private final BearerToken token;
    private final KeyGate keys;
    private final Scope scope;

    /** @param scope of the keys that are let in */
    OperatorToken(String token, KeyGate keys, Scope scope) {
        this.token = new BearerToken(token, "the services'");
        this.keys = keys;
        this.scope = scope;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && ApiKey.in(authorization).filter(it -> it.startsWith(ApiKey.PREFIX)).isPresent()) {
            keys.demand(request, scope);
        } else {
            token.demand(authorization);
        }
        return true;
    }
}
