package eu.volens.projections.system;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What fails before or beside any controller, told in the same form. */
@RestController
@Hidden
class ProblemErrors implements ErrorController {

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatusCode status = HttpStatusCode.valueOf(code instanceof Integer number ? number : HttpStatus.NOT_FOUND.value());
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problemOf(status));
    }

    static ProblemDetail problemOf(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> Problem.body(status, "malformed-request", "The request cannot be understood",
                    "Compare it with the description at /api/openapi/projections.");
            case 404 -> Problem.body(status, "not-found", "There is nothing at this address",
                    "The addresses are described at /api/openapi/projections.");
            case 405 -> Problem.body(status, "method-not-allowed", "This address does not take that method",
                    "Projections are only read: use GET, or POST to ask for many.");
            case 406 -> Problem.body(status, "not-acceptable", "This is answered as JSON only", "Accept application/json.");
            default -> status.is4xxClientError()
                    ? Problem.body(status, "refused", "The request is refused", "Correct the request and ask again.")
                    : Problem.body(status, "unexpected", "Something went wrong on our side",
                            "Ask again later. Until you have an answer, treat it as no.");
        };
    }
}
