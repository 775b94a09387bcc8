package eu.volens.rights.console;

import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import eu.volens.rights.request.Status;
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

/** The ways a case ends by hand, and the way back. */
@Controller
@RequestMapping("/console/cases/{id}")
class EndMovePages {
    private final CaseDesk desk;
    private final Cases cases;

    EndMovePages(CaseDesk desk, Cases cases) {
        this.desk = desk;
        this.cases = cases;
    }

    @GetMapping("/close")
    String reviewClosing(@PathVariable UUID id, Model model) {
        model.addAttribute("outcomes", outcomes(desk.view(id)));
        return desk.page(id, Move.CLOSE, model);
    }

    @PostMapping("/close")
    String close(@PathVariable UUID id, @RequestParam(required = false) @Nullable Outcome outcome, @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var typed = Map.of("outcome", outcome == null ? "" : outcome.name(), "note", note);
        if (outcome == null || !outcomes(desk.view(id)).contains(outcome)) {
            return desk.again(id, Move.CLOSE.path(), "nothing-chosen", typed, next);
        }
        return desk.carryOut(id, Move.CLOSE.path(), typed, "closed", next,
                view -> new CloseRequest(id, outcome, user.id(), CaseDesk.personal(note), desk.now()));
    }

    /** Those a person may choose: an answer that went out was one to a request. */
    private static List<Outcome> outcomes(CaseView view) {
        return switch (view.file().status()) {
            case ANSWERED -> List.of(Outcome.ANSWERED, Outcome.HANDLED_BY_HAND);
            case UNDELIVERED -> List.of(Outcome.HANDLED_BY_HAND);
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED, COLLECTING, IN_REVIEW, APPROVED, CLOSED ->
                    List.of(Outcome.HANDLED_BY_HAND, Outcome.NOT_A_REQUEST);
        };
    }

    @GetMapping("/withdraw")
    String reviewWithdrawal(@PathVariable UUID id, Model model) {
        desk.showPreview(id, model, new Draft.Withdrawal());
        return desk.page(id, Move.WITHDRAW, model);
    }

    @PostMapping("/withdraw")
    String withdraw(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        return desk.carryOut(id, Move.WITHDRAW, Map.of(), next, view -> new WithdrawRequest(id, user.id(), desk.now()));
    }

    @GetMapping("/merge")
    String reviewMerging(@PathVariable UUID id, Model model) {
        model.addAttribute("earlier", cases.earlierOfSamePerson(id));
        return desk.page(id, Move.MERGE, model);
    }

    @PostMapping("/merge")
    String merge(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID into, @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        var chosen = cases.earlierOfSamePerson(id).stream().filter(one -> one.caseId().equals(into)).findFirst();
        if (chosen.isEmpty()) {
            return desk.again(id, Move.MERGE.path(), "nothing-chosen", Map.of(), next);
        }
        var other = chosen.get();
        return desk.carryOut(id, Move.MERGE, Map.of(), next, view -> new MergeRequest(id, other.caseId(), other.caseNumber(), other.person(),
                other.receivedAt(), other.dueOn(), other.rights(), other.isConfirmed(), user.id(), desk.now()));
    }

    @GetMapping("/reopen")
    String reviewReopening(@PathVariable UUID id, Model model) {
        return desk.page(id, Move.REOPEN, model);
    }

    @PostMapping("/reopen")
    String reopen(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        if (desk.view(id).file().status() == Status.CLOSED && CaseDesk.words(reason).isEmpty()) {
            return desk.again(id, Move.REOPEN.path(), "note-missing", Map.of("reason", reason), next);
        }
        return desk.carryOut(id, Move.REOPEN, Map.of("reason", reason), next,
                view -> new ReopenRequest(id, CaseDesk.personal(reason), user.id(), desk.now()));
    }
}
