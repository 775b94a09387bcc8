package eu.volens.rights.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Requests with something unreadable in them. An address with half an id, for instance, names a page that does not exist. */
@ControllerAdvice(annotations = org.springframework.stereotype.Controller.class)
class UnreadableAddress {

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    void notFound(MethodArgumentTypeMismatchException unreadable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.sendError("GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod())
                ? HttpServletResponse.SC_NOT_FOUND
                : HttpServletResponse.SC_BAD_REQUEST);
    }

    /** Form fields that are not encoded as they say, or too many of them. */
    @ExceptionHandler(InvalidParameterException.class)
    void badRequest(InvalidParameterException unreadable, HttpServletResponse response) throws IOException {
        response.sendError(unreadable.getErrorCode());
    }
}
