package eu.volens.projections.system;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets callers of a {@link ServicesOnly} controller through when they bring {@code Authorization: Bearer} and the services' token.
 * Guards the controller that was chosen, not a path: no spelling of an address goes round it.
 */
final class BearerGuard implements HandlerInterceptor {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    BearerGuard(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean guarded = handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(ServicesOnly.class)
                && !(method.getBeanType().isAnnotationPresent(NeedsKey.class) && KeyGuard.isBroughtBy(request));
        if (guarded && !admits(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw new Problem(HttpStatus.UNAUTHORIZED, "service-token-required", "This is for Volens' own services",
                    "Send the header Authorization: Bearer, followed by the token that the services share.")
                    .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return true;
    }

    /** In constant time: how much of a guess was right must not show. */
    boolean admits(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] brought = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token, brought);
    }
}
