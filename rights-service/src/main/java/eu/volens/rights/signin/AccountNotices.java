package eu.volens.rights.signin;

import eu.volens.rights.page.PageLanguage;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What signing in means for every page of the console: a language that is kept, and a reminder to change the first password. */
@ControllerAdvice
class AccountNotices {
    private final Accounts accounts;

    AccountNotices(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A language chosen on any page is kept with the account, and is there again at the next sign-in. */
    @ModelAttribute
    void keepLanguage(@AuthenticationPrincipal @Nullable ConsoleUser user, HttpServletRequest request) {
        if (user != null) {
            PageLanguage.asked(request).ifPresent(language -> {
                PageLanguage.remember(request, language);
                accounts.rememberLanguage(user.getUsername(), language);
            });
        }
    }

    /** True while the generated password is still in use. */
    @ModelAttribute("firstPassword")
    boolean firstPassword(@AuthenticationPrincipal @Nullable ConsoleUser user) {
        return user != null && accounts.find(user.getUsername()).filter(Account::firstPassword).isPresent();
    }
}
