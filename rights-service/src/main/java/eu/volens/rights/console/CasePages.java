package eu.volens.rights.console;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.page.Moments;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Right;
import eu.volens.rights.signin.ConsoleUser;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
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
    private static final int NOTE_CHARACTERS_MAX = 4_000;
    /** Outcomes a person may choose; the third is reached by the download alone. */
    private static final List<Outcome> BY_HAND = List.of(Outcome.HANDLED_BY_HAND, Outcome.NOT_A_REQUEST);

    private final Cases cases;
    private final CommandGateway commands;
    private final AuditTrail trail;
    private final ErasureDesk desk;
    private final Moments moments;
    private final Clock clock;

    CasePages(Cases cases, CommandGateway commands, AuditTrail trail, ErasureDesk desk, Moments moments, Clock clock) {
        this.cases = cases;
        this.commands = commands;
        this.trail = trail;
        this.desk = desk;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping
    String show(@PathVariable UUID id, Model model, Locale language) {
        var view = view(id);
        model.addAttribute("c", view);
        model.addAttribute("keeping", desk.find(id).orElseThrow(NoSuchPage::new));
        model.addAttribute("way", CaseView.WAY);
        model.addAttribute("rights", Right.values());
        model.addAttribute("attentions", Arrays.stream(Attention.values()).filter(view.file().attention()::contains).toList());
        var told = trail.of(view.file().caseId(), language);
        model.addAttribute("trail", told instanceof AuditTrail.Told(var entries) ? entries : List.of());
        model.addAttribute("trailSilent", told instanceof AuditTrail.Silent);
        return "console/case";
    }

    @GetMapping("/approve")
    String reviewApproval(@PathVariable UUID id, Model model) {
        var view = view(id);
        if (!view.file().moves().contains(Move.APPROVE)) {
            return backTo(view);
        }
        model.addAttribute("c", view);
        return "console/approve";
    }

    @PostMapping("/approve")
    String approve(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = view(id);
        return carryOut(view, new ApproveAnswer(view.file().caseId(), user.id(), clock.instant()), "approved", next);
    }

    @PostMapping("/classify")
    String classify(@PathVariable UUID id, @RequestParam(name = "right", required = false) List<Right> rights,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = view(id);
        var named = rights == null ? List.<Right>of() : List.copyOf(rights);
        return carryOut(view, new ClassifyRequest(view.file().caseId(), named, user.id(), clock.instant()), "classified", next);
    }

    @GetMapping("/close")
    String reviewClosing(@PathVariable UUID id, Model model) {
        var view = view(id);
        if (!view.file().moves().contains(Move.CLOSE)) {
            return backTo(view);
        }
        model.addAttribute("c", view);
        model.addAttribute("outcomes", BY_HAND);
        model.addAttribute("noteCharactersMax", NOTE_CHARACTERS_MAX);
        return "console/close";
    }

    @PostMapping("/close")
    String close(@PathVariable UUID id, @RequestParam Outcome outcome, @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = view(id);
        if (!BY_HAND.contains(outcome)) {
            return backTo(view);
        }
        var kept = note.strip();
        var sealed = Personal.of(kept.substring(0, Math.min(kept.length(), NOTE_CHARACTERS_MAX)));
        var close = new CloseRequest(view.file().caseId(), outcome, user.id(), sealed, clock.instant());
        return carryOut(view, close, "closed", next);
    }

    private String carryOut(CaseView view, RequestCommand command, String done, RedirectAttributes next) {
        try {
            commands.sendAndWait(command);
            next.addFlashAttribute("done", done);
        } catch (RequestRefusedException refused) {
            next.addFlashAttribute("refusal", refused.reason().wireName());
        } catch (ErasedPersonException erased) {
            next.addFlashAttribute("refusal", "erased");
        }
        return backTo(view);
    }

    private static String backTo(CaseView view) {
        return "redirect:/console/cases/" + view.file().caseId();
    }

    private CaseView view(UUID id) {
        return cases.find(id).map(file -> CaseView.of(file, moments.today())).orElseThrow(NoSuchPage::new);
    }
}
