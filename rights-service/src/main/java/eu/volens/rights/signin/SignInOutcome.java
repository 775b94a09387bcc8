package eu.volens.rights.signin;

import eu.volens.rights.page.PageLanguage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Where a sign-in leads: to the page that was asked for, back to the form, or to a page that says how long to wait. */
@Component
public class SignInOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    /** Request attribute of the error page: whole minutes to wait, at least 1. */
    public static final String WAIT_MINUTES = "waitMinutes";

    private static final int TOO_MANY_REQUESTS = 429;

    private final RequestCache asked;
    private final Accounts accounts;

    SignInOutcome(RequestCache asked, Accounts accounts) {
        this.asked = asked;
        this.accounts = accounts;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication user)
            throws IOException {
        accounts.find(user.getName()).map(Account::language).ifPresent(language -> PageLanguage.remember(request, language));
        var saved = asked.getRequest(request, response);
        asked.removeRequest(request, response);
        response.sendRedirect(saved == null ? "/console" : localPart(URI.create(saved.getRedirectUrl())));
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof TooManyAttempts later) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(later.untilNext().toSeconds() + 1));
            request.setAttribute(WAIT_MINUTES, later.untilNext().toMinutes() + 1);
            response.sendError(TOO_MANY_REQUESTS);
        } else {
            response.sendRedirect("/login?failed");
        }
    }

    /** Without scheme and host: behind a proxy those we see are not those the person sees. */
    private static String localPart(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
