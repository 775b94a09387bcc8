package eu.volens.rights.console;

import eu.volens.rights.page.NoSuchPage;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page after signing in: the cases, the most urgent first. */
@Controller
class InboxPages {
    private static final int CASE_NUMBER_CHARACTERS_MAX = 40;
    private static final int PAGES_MAX = 100_000;

    private final Inbox inbox;

    InboxPages(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping("/console")
    String show(@RequestParam(defaultValue = "open") String show, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "") String number, Model model) {
        var shelf = Shelf.named(show).orElseThrow(NoSuchPage::new);
        var wanted = number.strip();
        var caseNumber = wanted.isEmpty() || wanted.length() > CASE_NUMBER_CHARACTERS_MAX ? null : wanted;
        model.addAttribute("shelf", shelf);
        model.addAttribute("number", wanted);
        var figures = inbox.figures();
        model.addAttribute("figures", figures);
        model.addAttribute("shelves", figures.offered(shelf));
        model.addAttribute("inbox", inbox.lines(shelf, caseNumber, Math.max(0, Math.min(PAGES_MAX, page))));
        return "console/inbox";
    }
}
