package eu.volens.projections.system;

import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal as RFC 9457 tells it: {@code type} is {@code urn:volens:problem:} and a name, {@code detail} says what to do next. */
final class Problem extends ErrorResponseException {

    private static final String TYPE_PREFIX = "urn:volens:problem:";

    Problem(HttpStatusCode status, String name, String title, String detail) {
        super(status, body(status, name, title, detail), null);
    }

    static ProblemDetail body(HttpStatusCode status, String name, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE_PREFIX + name));
        problem.setTitle(title);
        return problem;
    }

    Problem with(String header, String value) {
        getHeaders().add(header, value);
        return this;
    }
}
