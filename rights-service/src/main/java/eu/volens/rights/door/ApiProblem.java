package eu.volens.rights.door;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The problems {@link RequestApi} answers with (RFC 9457), as {@code type} {@code urn:volens:problem:<name in lower case, with hyphens>}. */
enum ApiProblem {

    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not what this address takes"),
    IDEMPOTENCY_KEY_MISSING(HttpStatus.BAD_REQUEST, "An idempotency key is needed"),
    NO_TOKEN(HttpStatus.UNAUTHORIZED, "A key is needed here"),
    KEY_TOO_WEAK(HttpStatus.FORBIDDEN, "The key does not open this"),
    UNKNOWN_REQUEST(HttpStatus.NOT_FOUND, "No such request"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for something else"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests");

    private final HttpStatus status;
    private final String title;

    ApiProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** @param detail what is wrong and what to do next; repeats nothing that was sent */
    ErrorResponseException answer(String detail) {
        return answer(detail, Map.of());
    }

    /** @param members further members of the problem, for programs */
    ErrorResponseException answer(String detail, Map<String, Object> members) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:volens:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(title);
        members.forEach(problem::setProperty);
        return new ErrorResponseException(status, problem, null);
    }
}
