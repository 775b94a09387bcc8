package eu.volens.rights.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** An address of ours with something unreadable in it, such as half an id, names a page that does not exist. */
@ControllerAdvice(annotations = org.springframework.stereotype.Controller.class)
class UnreadableAddress {

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    void notFound(MethodArgumentTypeMismatchException unreadable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.sendError("GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod())
                ? HttpServletResponse.SC_NOT_FOUND
                : HttpServletResponse.SC_BAD_REQUEST);
    }
}
