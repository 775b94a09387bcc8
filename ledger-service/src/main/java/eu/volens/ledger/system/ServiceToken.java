package eu.volens.ledger.system;

import eu.volens.ledger.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets services of the house in and nobody else. Compared in constant time: how much of a guess was right must not show. */
final class ServiceToken implements HandlerInterceptor {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    ServiceToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!admits(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            var answer = Problem.NO_TOKEN.answer("Send the header `Authorization: Bearer` with the services' token.");
            answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw answer;
        }
        return true;
    }

    private boolean admits(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(token, authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
