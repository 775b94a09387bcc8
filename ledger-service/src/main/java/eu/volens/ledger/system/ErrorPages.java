package eu.volens.ledger.system;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the server sends what no controller answered: a problem for programs, a page in house style for people. */
@Controller
@Hidden
class ErrorPages implements ErrorController {

    @RequestMapping("/error")
    @Nullable String error(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        if (response.isCommitted()) {
            return null;
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code) : HttpStatus.NOT_FOUND;
        response.setStatus(status.value());
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri && uri.startsWith("/api/")) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(ProblemJson.bytes(ProblemAdvice.plain(status)));
            return null;
        }
        model.addAttribute("missing", status.is4xxClientError() && status != HttpStatus.TOO_MANY_REQUESTS);
        model.addAttribute("tooMany", status == HttpStatus.TOO_MANY_REQUESTS);
        return "error";
    }
}
