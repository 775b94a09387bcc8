package eu.volens.rights.console;

import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.erasure.ErasureDesk.Refused;
import eu.volens.rights.erasure.ErasureDesk.Standing;
import eu.volens.rights.page.Moments;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.Cases;
import eu.volens.rights.signin.ConsoleUser;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Legal holds and erasure of the person of a case. What cannot be undone has a page of its own and asks for the case's number. */
@Controller
@RequestMapping("/console/cases/{id}")
class KeepingPages {
    private static final int REASON_CHARACTERS_MAX = 1_000;

    private final Cases cases;
    private final ErasureDesk desk;
    private final Moments moments;

    KeepingPages(Cases cases, ErasureDesk desk, Moments moments) {
        this.cases = cases;
        this.desk = desk;
        this.moments = moments;
    }

    @GetMapping("/hold")
    String reviewHold(@PathVariable UUID id, Model model) {
        var view = view(id);
        if (standing(id).isErased()) {
            return backTo(view);
        }
        model.addAttribute("c", view);
        model.addAttribute("grounds", HoldGround.values());
        model.addAttribute("reasonCharactersMax", REASON_CHARACTERS_MAX);
        return "console/hold";
    }

    @PostMapping("/hold")
    String hold(@PathVariable UUID id, @RequestParam(required = false) @Nullable HoldGround ground, @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = view(id);
        var why = reason.strip();
        if (ground == null || why.isEmpty()) {
            next.addFlashAttribute("refusal", "no-reason");
            return backTo(view) + "/hold";
        }
        var kept = why.substring(0, Math.min(why.length(), REASON_CHARACTERS_MAX));
        return told(view, desk.placeHold(view.file().caseId(), ground, kept, user.id()), "held", next);
    }

    @PostMapping("/hold/{hold}/lift")
    String lift(@PathVariable UUID id, @PathVariable UUID hold, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = view(id);
        return told(view, desk.liftHold(view.file().caseId(), hold, user.id()), "lifted", next);
    }

    @GetMapping("/erase")
    String reviewErasure(@PathVariable UUID id, Model model) {
        var view = view(id);
        var standing = standing(id);
        if (standing.isErased()) {
            return backTo(view);
        }
        model.addAttribute("c", view);
        model.addAttribute("keeping", standing);
        return "console/erase";
    }

    @PostMapping("/erase")
    String erase(@PathVariable UUID id, @RequestParam(defaultValue = "") String number, @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        var view = view(id);
        if (!number.strip().equals(view.file().caseNumber())) {
            next.addFlashAttribute("refusal", "other-number");
            return backTo(view) + "/erase";
        }
        return told(view, desk.erase(view.file().caseId(), user.id()), "erased", next);
    }

    private static String told(CaseView view, Optional<Refused> refused, String done, RedirectAttributes next) {
        refused.ifPresentOrElse(why -> next.addFlashAttribute("refusal", why.wireName()), () -> next.addFlashAttribute("done", done));
        return backTo(view);
    }

    private static String backTo(CaseView view) {
        return "redirect:/console/cases/" + view.file().caseId();
    }

    private CaseView view(UUID id) {
        return cases.find(id).map(file -> CaseView.of(file, moments.today())).orElseThrow(NoSuchPage::new);
    }

    private Standing standing(UUID id) {
        return desk.find(id).orElseThrow(NoSuchPage::new);
    }
}
