package eu.volens.ledger.system;

import eu.volens.eventstore.LogOverloadedException;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.ledger.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever goes wrong under {@code /api} and {@code /log} into a problem that says what to do next; pages get an error page instead. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int ECHO_CHARACTERS_MAX = 60;

    @ExceptionHandler
    @Nullable ResponseEntity<Object> overloaded(LogOverloadedException e, WebRequest request) {
        return answer(e, Problem.TRY_AGAIN.detail(
                "Too many requests at once; nothing was recorded. Send it again in a second."), request);
    }

    @ExceptionHandler({LogUnavailableException.class, DataAccessException.class})
    @Nullable ResponseEntity<Object> unavailable(Exception e, WebRequest request) {
        LOG.error("The database does not answer as it should", e);
        return answer(e, Problem.TRY_AGAIN.detail(
                "The ledger cannot write just now. Send the request again in a moment, under the same idempotency key."), request);
    }

    /** A percent sign in the address that stands for no character. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> illegible(InvalidParameterException e, WebRequest request) {
        return answer(e, Problem.INVALID_REQUEST.detail("Encode the address's parameters as UTF-8, then percent-encode them."), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unforeseen(Exception e, WebRequest request) {
        LOG.error("Unforeseen", e);
        return answer(e, Problem.INTERNAL.detail(
                "It has been noted. Send the request again later, under the same idempotency key."), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        return answer(e, unreadable(e), request);
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return switch (NestedExceptionUtils.getMostSpecificCause(e)) {
            case BodyLimit.BodyTooLarge tooLarge -> BodyLimit.problem();
            case UnrecognizedPropertyException unknown -> invalid(pointer(unknown), "is not known here; known are "
                    + unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
            case MismatchedInputException mismatched when mismatched.getPath().isEmpty() ->
                    Problem.INVALID_REQUEST.detail("The body must be one JSON object with the members this address takes.");
            case MismatchedInputException mismatched -> invalid(pointer(mismatched), "has the wrong type");
            case DatabindException other when !other.getPath().isEmpty() -> invalid(pointer(other), "cannot be read");
            case StreamConstraintsException beyond ->
                    Problem.MALFORMED_JSON.detail("The body is nested deeper, or holds longer values, than anything this address takes.");
            case StreamReadException malformed -> Problem.MALFORMED_JSON.detail("Reading stopped at line "
                    + malformed.getLocation().getLineNr() + ", column " + malformed.getLocation().getColumnNr()
                    + ". Send one JSON object, without duplicate members, in UTF-8.");
            default -> Problem.MALFORMED_JSON.detail("Send one JSON object, without duplicate members, in UTF-8.");
        };
    }

    /** Each violation once, at its place, in an order that does not change. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var errors = e.getFieldErrors().stream()
                .map(error -> error("#/" + error.getField().replaceAll("\\[(\\d+)]", "/$1").replace('.', '/'),
                        String.valueOf(error.getDefaultMessage())))
                .sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
        var problem = Problem.INVALID_REQUEST.detail("Correct what `errors` names, and send it again.");
        problem.setProperty("errors", errors);
        return answer(e, problem, request);
    }

    private static ProblemDetail invalid(String pointer, String detail) {
        var problem = Problem.INVALID_REQUEST.detail("Correct what `errors` names, and send it again.");
        problem.setProperty("errors", List.of(error(pointer, detail)));
        return problem;
    }

    private static Map<String, String> error(String pointer, String detail) {
        return Map.of("pointer", pointer, "detail", detail);
    }

    /** RFC 6901 pointer as a URI fragment, of what the sender may have made up: cut, and only characters that are safe anywhere. */
    private static String pointer(DatabindException e) {
        var pointer = e.getPath().stream()
                .map(at -> at.getPropertyName() == null ? Integer.toString(at.getIndex()) : at.getPropertyName())
                .collect(Collectors.joining("/", "#/", "")).replaceAll("[^A-Za-z0-9_./#-]", "?");
        return pointer.substring(0, Math.min(pointer.length(), ECHO_CHARACTERS_MAX));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(e, Problem.UNSUPPORTED_MEDIA_TYPE.detail("Send the header `Content-Type: application/json`."), request, headers);
    }

    /** Everything else the framework has a status for. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var ours = e instanceof ErrorResponseException known && known.getBody().getType() != null
                && known.getBody().getType().toString().startsWith(Problem.TYPE_PREFIX);
        return answer(e, ours ? ((ErrorResponseException) e).getBody() : plain(status), request, headers);
    }

    static ProblemDetail plain(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case NOT_FOUND -> Problem.NOT_FOUND.detail("Check the address; /api/openapi/ledger lists what there is.");
            case METHOD_NOT_ALLOWED -> Problem.METHOD_NOT_ALLOWED.detail("The header `Allow` lists the methods this address takes.");
            case NOT_ACCEPTABLE -> Problem.NOT_ACCEPTABLE.detail("Accept application/json.");
            case UNSUPPORTED_MEDIA_TYPE -> Problem.UNSUPPORTED_MEDIA_TYPE.detail("Send the header `Content-Type: application/json`.");
            case CONTENT_TOO_LARGE -> BodyLimit.problem();
            case TOO_MANY_REQUESTS -> Problem.TOO_MANY_REQUESTS.detail("Send the request again after `Retry-After` seconds.");
            case SERVICE_UNAVAILABLE -> Problem.TRY_AGAIN.detail("Send the request again in a moment.");
            case null, default -> status.is4xxClientError()
                    ? Problem.INVALID_REQUEST.detail("Compare the request with /api/openapi/ledger.")
                    : Problem.INTERNAL.detail("It has been noted. Send the request again later.");
        };
    }

    private @Nullable ResponseEntity<Object> answer(Exception e, ProblemDetail problem, WebRequest request) {
        return answer(e, problem, request, new HttpHeaders());
    }

    private @Nullable ResponseEntity<Object> answer(Exception e, ProblemDetail problem, WebRequest request, HttpHeaders headers) {
        var status = HttpStatusCode.valueOf(problem.getStatus());
        var servlet = (ServletWebRequest) request;
        if (servlet.getResponse() != null && servlet.getResponse().isCommitted()) {
            throw unfinished(e);
        }
        if (!isForPrograms(servlet.getRequest().getRequestURI())) {
            return sendToErrorPage(servlet, status);
        }
        var all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            all.set(HttpHeaders.RETRY_AFTER, SendAway.RETRY_AFTER_SECONDS);
        }
        return new ResponseEntity<>(problem, all, status);
    }

    /** Where answers are problems; elsewhere they are pages. */
    static boolean isForPrograms(String address) {
        return address.startsWith("/api/") || address.startsWith("/log/");
    }

    /**
     * What has been sent cannot be taken back, and must not end as if it were all. Thrown on, the failure reaches the server, which then cuts
     * the connection, so that no reader takes the half for the whole.
     */
    private static RuntimeException unfinished(Exception e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }

    private static @Nullable ResponseEntity<Object> sendToErrorPage(ServletWebRequest request, HttpStatusCode status) {
        try {
            if (request.getResponse() != null) {
                request.getResponse().sendError(status.value());
            }
        } catch (IOException e) {
            LOG.debug("The reader is gone", e);
        }
        return null;
    }
}
