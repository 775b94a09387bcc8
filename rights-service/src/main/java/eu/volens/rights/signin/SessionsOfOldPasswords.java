package eu.volens.rights.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session whose account has a newer password by now, or is gone; on every instance, with the next request. */
@Component
public class SessionsOfOldPasswords extends OncePerRequestFilter {
    private final Accounts accounts;

    SessionsOfOldPasswords(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn != null && signedIn.getPrincipal() instanceof ConsoleUser user && isOutdated(user)) {
            SecurityContextHolder.clearContext();
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            response.sendRedirect("/login?ended");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isOutdated(ConsoleUser user) {
        return accounts.find(user.getUsername()).filter(account -> account.generation() == user.generation()).isEmpty();
    }
}
