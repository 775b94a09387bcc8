package eu.volens.projections.system;

import eu.volens.projections.feed.RebuildingException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error as {@code application/problem+json}, in words that say what to do next. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> rebuilding(RebuildingException ignored) {
        return busy("rebuilding", "The read models are being rebuilt",
                "Ask again in a few seconds. Until you have an answer, treat it as no.");
    }

    @ExceptionHandler
    ResponseEntity<Object> databaseTrouble(DataAccessException trouble) {
        LOG.error("The database did not answer.", trouble);
        return busy("temporarily-unavailable", "No answer is possible right now",
                "Ask again in a few seconds. Until you have an answer, treat it as no.");
    }

    private static ResponseEntity<Object> busy(String name, String title, String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.body(HttpStatus.SERVICE_UNAVAILABLE, name, title, detail));
    }

    /** A percent sign in the address that stands for no character. */
    @ExceptionHandler
    ResponseEntity<Object> illegible(InvalidParameterException ignored) {
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.body(HttpStatus.BAD_REQUEST, "malformed-parameter", "A parameter cannot be read",
                        "Encode the parameters as UTF-8, then percent-encode them."));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception unexpected) {
        LOG.error("A request failed for a reason nobody foresaw.", unexpected);
        return ResponseEntity.internalServerError().contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemErrors.problemOf(HttpStatus.INTERNAL_SERVER_ERROR));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(MissingServletRequestParameterException missing,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(missing, headers, request, Problem.body(status, "missing-parameter", "A parameter is missing",
                "Add the query parameter '" + missing.getParameterName() + "'."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException mismatch, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : mismatch.getPropertyName();
        return answer(mismatch, headers, request, Problem.body(status, "malformed-parameter", "A parameter is not of its kind",
                "Send '" + name + "' as a " + kind(mismatch.getRequiredType()) + "."));
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == LocalDate.class) {
            return "day, such as 2026-11-02";
        }
        return type == UUID.class ? "UUID, such as 3f2c8a4e-5b7d-4f10-9c3a-2d1e0b9a8f76" : "whole number";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException invalid,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = invalid.getParameterValidationResults().stream()
                .map(result -> "'" + result.getMethodParameter().getParameterName() + "' "
                        + result.getResolvableErrors().getFirst().getDefaultMessage())
                .collect(Collectors.joining("; "));
        return answer(invalid, headers, request,
                Problem.body(status, "malformed-parameter", "A parameter is out of bounds", "Correct this and ask again: " + detail + "."));
    }

    /** What the framework refuses by itself: our types and words in place of its own. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception trouble, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = trouble instanceof Problem known ? known.getBody() : ProblemErrors.problemOf(status);
        return answer(trouble, headers, request, body instanceof ProblemDetail ours && ours.getType() != null
                && ours.getType().toString().startsWith("urn:volens:") ? ours : problem);
    }

    private @Nullable ResponseEntity<Object> answer(Exception trouble, HttpHeaders headers, WebRequest request, ProblemDetail problem) {
        return super.handleExceptionInternal(trouble, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }
}
