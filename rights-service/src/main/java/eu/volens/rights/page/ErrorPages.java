package eu.volens.rights.page;

import eu.volens.eventstore.LogOverloadedException;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.rights.round.Trouble;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where every request ends that nobody could answer. People get a page that says what to do next, programs a problem
 * (RFC 9457); neither learns anything of what went wrong inside.
 */
@Controller
@Hidden
class ErrorPages implements ErrorController {
    /** Statuses with words of their own; the others share those of 400 or 500. */
    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 405, 413, 429, 500, 503);

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final JsonMapper json;

    ErrorPages(JsonMapper json) {
        this.json = json;
    }

    /** Null when a problem was written: there is no page then. */
    @RequestMapping("/error")
    @Nullable String answer(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        int status = status(request);
        response.setStatus(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            // The server would also tell the exceptions' messages, and with them what a person sent us.
            LOG.error("A {} request failed: {}", request.getMethod(), Trouble.of(failure));
        }
        if (path(request).startsWith("/api/")) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(problem(HttpStatus.valueOf(status))));
            return null;
        }
        model.addAttribute("status", status);
        model.addAttribute("words", words(status));
        model.addAttribute("inConsole", path(request).startsWith("/console"));
        model.addAttribute("waitMinutes", request.getAttribute("waitMinutes"));
        return "error";
    }

    private static ProblemDetail problem(HttpStatus status) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:volens:problem:" + status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-')));
        problem.setTitle(status.getReasonPhrase());
        problem.setDetail(status.is5xxServerError()
                ? "Something failed on our side. Try again in a moment."
                : "See /api/openapi/rights for what this service offers.");
        return problem;
    }

    /** Somebody who opens this address by hand finds nothing here. */
    private static int status(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure && passes(failure)) {
            return HttpStatus.SERVICE_UNAVAILABLE.value();
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return status instanceof Integer code && HttpStatus.resolve(code) != null ? code : HttpStatus.NOT_FOUND.value();
    }

    /** The log or the database is away or has too much to do: the same request will be answered later. */
    private static boolean passes(Throwable failure) {
        return switch (failure) {
            case LogOverloadedException _, LogUnavailableException _, DataAccessException _, TransactionException _ -> true;
            default -> failure.getCause() != null && failure.getCause() != failure && passes(failure.getCause());
        };
    }

    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path ? path : "";
    }

    private static int words(int status) {
        return WORDED.contains(status) ? status : status >= 500 ? 500 : 400;
    }
}
