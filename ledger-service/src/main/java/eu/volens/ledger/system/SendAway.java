package eu.volens.ledger.system;

import eu.volens.ledger.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells those whose turn did not come to come again. It costs next to nothing: their body is not looked at. Health is told all the same: a
 * platform that got no answer would end the very process that is busy.
 */
final class SendAway extends OncePerRequestFilter {

    static final String RETRY_AFTER_SECONDS = "1";
    private static final byte[] PROBLEM = ProblemJson.bytes(Problem.TRY_AGAIN.detail(
            "Too many requests at once; nothing was recorded. Send it again in a second."));

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Turns.isSentAway() || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int status = Problem.TRY_AGAIN.status().value();
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (ProblemAdvice.isForPrograms(request.getRequestURI())) {
            response.setStatus(status);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(PROBLEM.length);
            response.getOutputStream().write(PROBLEM);
        } else {
            response.sendError(status);
        }
    }
}
