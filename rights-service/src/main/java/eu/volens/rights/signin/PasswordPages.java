package eu.volens.rights.signin;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changing one's own password. Other sessions of the account end; the one at hand goes on under a new id. */
@Controller
class PasswordPages {
    static final int CHARACTERS_MIN = 12;
    /** What bcrypt looks at; a longer one would be cut silently. */
    static final int BYTES_MAX = 72;

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final SignIn signIn;
    private final SecurityContextRepository sessions;

    PasswordPages(Accounts accounts, PasswordEncoder passwords, SignIn signIn, SecurityContextRepository sessions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signIn = signIn;
        this.sessions = sessions;
    }

    @GetMapping("/console/password")
    String show(Model model) {
        model.addAttribute("charactersMin", CHARACTERS_MIN);
        return "console/password";
    }

    @PostMapping("/console/password")
    String change(@RequestParam String current, @RequestParam String chosen, @RequestParam String repeated,
            @AuthenticationPrincipal ConsoleUser user, Model model, RedirectAttributes next,
            HttpServletRequest request, HttpServletResponse response) {
        var refusal = refusal(current, chosen, repeated, user, request);
        if (refusal.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refusal", refusal.get());
            return show(model);
        }
        accounts.changePassword(user.getUsername(), passwords.encode(chosen));
        continueUnderNewId(user, request, response);
        next.addFlashAttribute("done", "password");
        return "redirect:/console";
    }

    /** The reason's message key, or empty when the new password may be set. */
    private Optional<String> refusal(String current, String chosen, String repeated, ConsoleUser user,
            HttpServletRequest request) {
        if (chosen.codePointCount(0, chosen.length()) < CHARACTERS_MIN) {
            return Optional.of("password.too-short");
        }
        if (chosen.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return Optional.of("password.too-long");
        }
        if (!chosen.equals(repeated)) {
            return Optional.of("password.not-repeated");
        }
        if (chosen.equals(current)) {
            return Optional.of("password.same");
        }
        return currentIsWrong(current, user, request);
    }

    private Optional<String> currentIsWrong(String current, ConsoleUser user, HttpServletRequest request) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(user.getUsername(), current);
        attempt.setDetails(new WebAuthenticationDetails(request));
        try {
            signIn.authenticate(attempt);
            return Optional.empty();
        } catch (TooManyAttempts e) {
            return Optional.of("password.later");
        } catch (AuthenticationException e) {
            return Optional.of("password.wrong");
        }
    }

    private void continueUnderNewId(ConsoleUser user, HttpServletRequest request, HttpServletResponse response) {
        var renewed = new ConsoleUser(accounts.find(user.getUsername()).orElseThrow());
        renewed.eraseCredentials();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(renewed, null, renewed.getAuthorities()));
        SecurityContextHolder.setContext(context);
        request.changeSessionId();
        sessions.saveContext(context, request, response);
    }
}
