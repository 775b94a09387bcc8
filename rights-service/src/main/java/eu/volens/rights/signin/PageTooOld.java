package eu.volens.rights.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * A form without a fresh token of ours. Mostly a page that was open longer than its session: signing in again mends it.
 * With a session it is refused, and nothing was done.
 */
@Component
public class PageTooOld implements AccessDeniedHandler {

    PageTooOld() {}

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) throws IOException {
        boolean formOfEndedSession = why instanceof CsrfException
                && SecurityContextHolder.getContext().getAuthentication() == null;
        if (formOfEndedSession) {
            response.sendRedirect("/login?ended");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
