package eu.volens.rights.console;

import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.signin.ConsoleUser;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mails that became no case. Nothing is deleted here; what is a request after all becomes a case with one press. */
@Controller
class SetAsidePages {
    private static final int MAILS_PER_PAGE = 25;
    private static final int PAGES_MAX = 100_000;

    private final SetAsideMails mails;

    SetAsidePages(SetAsideMails mails) {
        this.mails = mails;
    }

    @GetMapping("/console/set-aside")
    String list(@RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("mails", mails.list(Math.max(0, Math.min(PAGES_MAX, page)), MAILS_PER_PAGE));
        return "console/set-aside";
    }

    @GetMapping("/console/set-aside/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("mail", mails.find(id).orElseThrow(NoSuchPage::new));
        return "console/set-aside-mail";
    }

    @PostMapping("/console/set-aside/{id}/open-case")
    String openCase(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var caseId = mails.openCase(id, user.id()).orElseThrow(NoSuchPage::new);
        next.addFlashAttribute("done", "opened");
        return "redirect:/console/cases/" + caseId;
    }
}
