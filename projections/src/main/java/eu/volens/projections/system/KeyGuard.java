package eu.volens.projections.system;

import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets callers of a {@link NeedsKey} controller through when they bring {@code Authorization: Bearer} and a key with its scope. Where it is for
 * {@link ServicesOnly} as well, either is enough: who brings no key is left to {@link BearerGuard}.
 */
final class KeyGuard implements HandlerInterceptor {

    private final ApiKeys keys;

    KeyGuard(ApiKeys keys) {
        this.keys = keys;
    }

    /** Whether the caller proves themselves by a key, right or wrong. */
    static boolean isBroughtBy(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && ApiKey.in(authorization).filter(it -> it.startsWith(ApiKey.PREFIX)).isPresent();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var controller = handler instanceof HandlerMethod method ? method.getBeanType() : null;
        var needed = controller == null ? null : controller.getAnnotation(NeedsKey.class);
        if (needed == null || controller.isAnnotationPresent(ServicesOnly.class) && !isBroughtBy(request)) {
            return true;
        }
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        var key = authorization == null ? null : ApiKey.in(authorization).flatMap(keys::find).orElse(null);
        if (key == null) {
            throw new Problem(HttpStatus.UNAUTHORIZED, "no-token", "A key is needed here",
                    "Send the header Authorization: Bearer, followed by a key that the operator has made.")
                    .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (!key.scopes().contains(needed.value())) {
            throw new Problem(HttpStatus.FORBIDDEN, "key-too-weak", "The key does not open this",
                    "Use a key with the scope " + needed.value().code() + ".");
        }
        return true;
    }
}
