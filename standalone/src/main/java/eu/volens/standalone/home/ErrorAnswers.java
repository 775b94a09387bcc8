package eu.volens.standalone.home;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What no page answers: a page in the reader's language for people, a problem (RFC 9457) for programs. */
@Controller
class ErrorAnswers implements ErrorController {

    private static final String ADDRESS = "/error";

    @RequestMapping(path = ADDRESS, produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request) {
        HttpStatusCode status = status(request);
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        return page;
    }

    @RequestMapping(ADDRESS)
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        HttpStatusCode status = status(request);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem(status));
    }

    private static HttpStatusCode status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? HttpStatusCode.valueOf(code) : HttpStatus.NOT_FOUND;
    }

    private static ProblemDetail problem(HttpStatusCode status) {
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return problem(status, "not-found", "There is nothing at this address",
                    "Check the address; /api/openapi/ledger, /api/openapi/rights and /api/openapi/projections list what there is.");
        }
        if (status.isSameCodeAs(HttpStatus.METHOD_NOT_ALLOWED)) {
            return problem(status, "method-not-allowed", "This address does not take that method", "The header Allow lists the methods it takes.");
        }
        return status.is4xxClientError()
                ? problem(status, "invalid-request", "The request is not what this address takes", "Correct the request and send it again.")
                : problem(status, "internal", "Something went wrong on our side", "It has been noted. Send the request again later.");
    }

    private static ProblemDetail problem(HttpStatusCode status, String name, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(java.net.URI.create("urn:volens:problem:" + name));
        problem.setTitle(title);
        return problem;
    }
}
