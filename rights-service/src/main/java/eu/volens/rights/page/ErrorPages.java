package eu.volens.rights.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Where every request ends that nobody could answer. People get a page that says what to do next, programs a problem
 * (RFC 9457); neither learns anything of what went wrong inside.
 */
@Controller
class ErrorPages implements ErrorController {
    /** Statuses with words of their own; the others share those of 400 or 500. */
    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 405, 413, 429, 500, 503);

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        int status = status(request);
        response.setStatus(status);
        model.addAttribute("status", status);
        model.addAttribute("words", words(status));
        model.addAttribute("inConsole", path(request).startsWith("/console"));
        model.addAttribute("waitMinutes", request.getAttribute("waitMinutes"));
        return "error";
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        var status = HttpStatus.valueOf(status(request));
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:volens:problem:" + status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-')));
        problem.setTitle(status.getReasonPhrase());
        problem.setDetail(status.is5xxServerError()
                ? "Something failed on our side. Try again in a moment."
                : "See /api/openapi/rights for what this service offers.");
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /** Somebody who opens this address by hand finds nothing here. */
    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status && HttpStatus.resolve(status) != null
                ? status
                : HttpStatus.NOT_FOUND.value();
    }

    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path ? path : "";
    }

    private static int words(int status) {
        return WORDED.contains(status) ? status : status >= 500 ? 500 : 400;
    }
}
