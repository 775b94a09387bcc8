package eu.volens.ledger.system;

import eu.volens.ledger.token.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets services of the house in and nobody else, before a body is read. */
final class ServiceToken implements HandlerInterceptor {

    private final BearerToken token;

    ServiceToken(String token) {
        this.token = new BearerToken(token, "the services'");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        token.demand(request.getHeader(HttpHeaders.AUTHORIZATION));
        return true;
    }
}
