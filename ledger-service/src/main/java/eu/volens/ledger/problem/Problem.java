package eu.volens.ledger.problem;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The problems this service answers with, as {@code type} {@code urn:volens:problem:<name in lower case, with hyphens>}. */
public enum Problem {

    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not what this address takes"),
    NO_TOKEN(HttpStatus.UNAUTHORIZED, "A token is needed here"),
    KEY_TOO_WEAK(HttpStatus.FORBIDDEN, "The key does not open this"),
    ORIGIN_NOT_REGISTERED(HttpStatus.FORBIDDEN, "Pages of this origin may not do this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    UNKNOWN_VERSION(HttpStatus.NOT_FOUND, "No such version of the policy"),
    UNKNOWN_RECORD(HttpStatus.NOT_FOUND, "No such consent record"),
    UNKNOWN_RECEIPT(HttpStatus.NOT_FOUND, "No such receipt"),
    NOT_SEALED(HttpStatus.NOT_FOUND, "Not sealed yet"),
    NOT_RECORDED_YET(HttpStatus.NOT_FOUND, "Nothing was recorded by then"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take that method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot be given in the form asked for"),
    STALE_POLICY(HttpStatus.CONFLICT, "The policy has changed"),
    STALE_SNAPSHOT(HttpStatus.CONFLICT, "What was shown is not proved"),
    POLICY_OVERTAKEN(HttpStatus.CONFLICT, "Another version of the policy was published meanwhile"),
    ON_HOLD(HttpStatus.CONFLICT, "A legal hold stands"),
    NO_SUCH_HOLD(HttpStatus.CONFLICT, "No such hold stands"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
    UNKNOWN_SITE(HttpStatus.UNPROCESSABLE_CONTENT, "No such site"),
    UNKNOWN_AREA(HttpStatus.UNPROCESSABLE_CONTENT, "No such area"),
    UNKNOWN_LANGUAGE(HttpStatus.UNPROCESSABLE_CONTENT, "No such language"),
    UNKNOWN_PURPOSE(HttpStatus.UNPROCESSABLE_CONTENT, "No such purpose"),
    PURPOSE_NOT_OFFERED(HttpStatus.UNPROCESSABLE_CONTENT, "The purpose is not offered here"),
    PURPOSE_NAMED_TWICE(HttpStatus.UNPROCESSABLE_CONTENT, "A purpose is named twice"),
    PURPOSES_UNANSWERED(HttpStatus.UNPROCESSABLE_CONTENT, "Not every purpose is answered"),
    NOTHING_TO_DECIDE(HttpStatus.UNPROCESSABLE_CONTENT, "There is nothing to decide here"),
    METHOD_CONTRADICTS_CHOICE(HttpStatus.UNPROCESSABLE_CONTENT, "The method contradicts the choice"),
    REFUSED_BY_GPC(HttpStatus.UNPROCESSABLE_CONTENT, "The browser's privacy signal refuses what is given"),
    FORGED_SNAPSHOT(HttpStatus.UNPROCESSABLE_CONTENT, "The snapshot is not of what was decided on"),
    FOREIGN_CHOICE_TOO_LATE(HttpStatus.UNPROCESSABLE_CONTENT, "The record has choices of its own"),
    FOREIGN_CHOICE_EXPIRED(HttpStatus.UNPROCESSABLE_CONTENT, "The choice is too old"),
    PERSON_ERASED(HttpStatus.UNPROCESSABLE_CONTENT, "The record's person was erased"),
    RECORD_OF_OTHER_SITE(HttpStatus.UNPROCESSABLE_CONTENT, "The record belongs to another site"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for something else"),
    INVALID_REGISTER(HttpStatus.UNPROCESSABLE_CONTENT, "The controller's folder cannot be published"),
    REASON_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "A reason is needed"),
    POLICY_TOO_LARGE(HttpStatus.UNPROCESSABLE_CONTENT, "The policy is too large"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    TRY_AGAIN(HttpStatus.SERVICE_UNAVAILABLE, "Too busy just now");

    /** What every {@code type} begins with. */
    public static final String TYPE_PREFIX = "urn:volens:problem:";

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public URI type() {
        return URI.create(TYPE_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** @param detail what is wrong, and what to do next; goes to the client, so it must not repeat what the client sent unchecked */
    public ProblemDetail detail(String detail) {
        return detail(status, detail);
    }

    /** To throw from where a request is handled. */
    public ErrorResponseException answer(String detail) {
        return answer(status, detail, Map.of());
    }

    /** The same problem under another status: what is a wrong value in a body is a missing page in a path. */
    public ErrorResponseException answer(HttpStatus otherStatus, String detail) {
        return answer(otherStatus, detail, Map.of());
    }

    /** @param members further members of the problem, for programs */
    public ErrorResponseException answer(String detail, Map<String, Object> members) {
        return answer(status, detail, members);
    }

    private ErrorResponseException answer(HttpStatus answered, String detail, Map<String, Object> members) {
        var problem = detail(answered, detail);
        members.forEach(problem::setProperty);
        return new ErrorResponseException(answered, problem, null);
    }

    private ProblemDetail detail(HttpStatus answered, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(answered, detail);
        problem.setType(type());
        problem.setTitle(title);
        return problem;
    }
}
