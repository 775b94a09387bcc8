package eu.volens.rights.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page. The form posts to the same address, where Spring Security takes it. */
@Controller
class SignInPages {

    @GetMapping("/login")
    String show(HttpServletRequest request, Model model) {
        var notice = request.getParameter("failed") != null ? "failed"
                : request.getParameter("out") != null ? "out"
                : request.getParameter("ended") != null ? "ended"
                : null;
        model.addAttribute("notice", notice);
        return "login";
    }
}
