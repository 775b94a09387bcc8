package eu.volens.rights.console;

import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.signin.ConsoleUser;
import java.util.List;
import java.util.Map;
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

/** Asking once more who somebody is, and judging it. No paper is asked for and none can be handed in: only a note stays. */
@Controller
@RequestMapping("/console/cases/{id}")
class IdentityMovePages {
    /** What a person can judge by; that the link was used the log knows itself. */
    private static final List<IdentityMethod> BY_A_PERSON = List.of(
            IdentityMethod.QUESTION, IdentityMethod.ACCOUNT, IdentityMethod.CONSENT_RECORD, IdentityMethod.JUDGEMENT);

    private final CaseDesk desk;

    IdentityMovePages(CaseDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/ask-identity")
    String reviewAsking(@PathVariable UUID id, Model model) {
        desk.offerPreview(id, model, typed -> new Draft.Identity(typed.getOrDefault("question", "")));
        return desk.page(id, Move.ASK_IDENTITY, model);
    }

    @PostMapping("/ask-identity")
    String ask(@PathVariable UUID id, @RequestParam(defaultValue = "") String question, @RequestParam(defaultValue = "false") boolean preview,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        if (preview) {
            return desk.previewed(id, Move.ASK_IDENTITY, Map.of("question", question), next);
        }
        return desk.carryOut(id, Move.ASK_IDENTITY, Map.of("question", question), next,
                view -> new PutIdentityQuestion(id, CaseDesk.personal(question), user.id(), desk.now()));
    }

    @GetMapping("/judge-identity")
    String reviewJudging(@PathVariable UUID id, Model model) {
        model.addAttribute("methods", BY_A_PERSON);
        return desk.page(id, Move.JUDGE_IDENTITY, model);
    }

    @PostMapping("/judge-identity")
    String judge(@PathVariable UUID id, @RequestParam(required = false) @Nullable Boolean confirmed,
            @RequestParam(required = false) @Nullable IdentityMethod method, @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var typed = Map.of("confirmed", confirmed == null ? "" : confirmed.toString(), "method", method == null ? "" : method.name(), "note", note);
        if (confirmed == null || method == null || !BY_A_PERSON.contains(method)) {
            return desk.again(id, Move.JUDGE_IDENTITY.path(), "nothing-chosen", typed, next);
        }
        return desk.carryOut(id, Move.JUDGE_IDENTITY, typed, next,
                view -> new JudgeIdentity(id, confirmed, method, CaseDesk.personal(note), user.id(), desk.now()));
    }
}
