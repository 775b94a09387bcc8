package eu.volens.rights.console;

import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.Right;
import eu.volens.rights.signin.ConsoleUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One case: all that is known about it, and what can be done with it now. Actions are commands; a refusal is told in words. */
@Controller
@RequestMapping("/console/cases/{id}")
class CasePages {
    private final CaseDesk desk;
    private final AuditTrail trail;
    private final ErasureDesk erasure;

    CasePages(CaseDesk desk, AuditTrail trail, ErasureDesk erasure) {
        this.desk = desk;
        this.trail = trail;
        this.erasure = erasure;
    }

    @GetMapping
    String show(@PathVariable UUID id, Model model, Locale language) {
        var view = desk.view(id);
        model.addAttribute("c", view);
        model.addAttribute("keeping", erasure.find(id).orElseThrow(NoSuchPage::new));
        model.addAttribute("way", CaseView.WAY);
        model.addAttribute("rights", Right.values());
        var told = trail.of(view.file().caseId(), language);
        model.addAttribute("trail", told instanceof AuditTrail.Told(var entries) ? entries : List.of());
        model.addAttribute("trailSilent", told instanceof AuditTrail.Silent);
        return "console/case";
    }

    @GetMapping("/classify")
    String reviewClassifying(@PathVariable UUID id, Model model) {
        model.addAttribute("rights", Right.values());
        return desk.page(id, Move.CLASSIFY, model);
    }

    @PostMapping("/classify")
    String classify(@PathVariable UUID id, @RequestParam(name = "right", required = false) List<Right> rights,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var named = rights == null ? List.<Right>of() : List.copyOf(rights);
        return desk.carryOut(id, Move.CLASSIFY.path(), Map.of(), "classified", next,
                view -> new ClassifyRequest(id, named, user.id(), desk.now()));
    }

    @PostMapping("/settle")
    String settle(@PathVariable UUID id, @RequestParam Attention what, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        return desk.carryOut(id, "", Map.of(), "settled", next, view -> new SettleAttention(id, what, user.id(), desk.now()));
    }
}
