package eu.volens.rights.console;

import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.Refusal;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.signin.ConsoleUser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

/** What is answered to each right, who carries it out, and that the answer goes out. */
@Controller
@RequestMapping("/console/cases/{id}")
class AnswerMovePages {
    /** Before the name of each box that was ticked, where what was typed is kept. */
    private static final String LEFT_OUT = "left-out ";

    private final CaseDesk desk;

    AnswerMovePages(CaseDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/decide/{right}")
    String reviewDeciding(@PathVariable UUID id, @PathVariable String right, Model model) {
        var view = desk.view(id);
        var answer = view.file().answers().stream().filter(one -> one.right().wireName().equals(right)).findFirst().orElseThrow(NoSuchPage::new);
        model.addAttribute("answer", answer);
        model.addAttribute("rulings", rulings(answer.right(), view));
        model.addAttribute("grounds", grounds(answer.right(), view.isIdentityConfirmed()));
        return desk.page(id, Move.DECIDE, model);
    }

    /** To somebody unknown nothing is given; of a copy in which there is nothing, no part. */
    private static List<Ruling> rulings(Right right, CaseView view) {
        if (!view.isIdentityConfirmed()) {
            return List.of(Ruling.REFUSED);
        }
        return Arrays.stream(Ruling.values()).filter(ruling -> ruling != Ruling.IN_PART || !right.isAnsweredWithData() || !view.leavable().isEmpty())
                .toList();
    }

    /** To whom it is not known that it is they, that is the only ground; to whom it is, it is none. */
    private static List<Ground> grounds(Right right, boolean identityConfirmed) {
        return Arrays.stream(Ground.values()).filter(ground -> ground.appliesTo(right))
                .filter(ground -> identityConfirmed != (ground == Ground.NOT_IDENTIFIED)).toList();
    }

    @PostMapping("/decide/{right}")
    String decide(@PathVariable UUID id, @PathVariable String right, @RequestParam(required = false) @Nullable Ruling ruling,
            @RequestParam(name = "ground", required = false) @Nullable Set<Ground> grounds,
            @RequestParam(name = "leftOut", required = false) @Nullable Set<String> leftOut, @RequestParam(defaultValue = "") String reasons,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var named = Arrays.stream(Right.values()).filter(one -> one.wireName().equals(right)).findFirst().orElseThrow(NoSuchPage::new);
        var chosen = grounds == null ? Set.<Ground>of() : grounds;
        var omitted = leftOut == null ? Set.<String>of() : leftOut;
        var typed = new HashMap<>(Map.of("ruling", ruling == null ? "" : ruling.name(),
                "grounds", chosen.stream().map(Ground::name).collect(Collectors.joining(" ")), "reasons", reasons));
        omitted.forEach(item -> typed.put(LEFT_OUT + item, item));
        var form = Move.DECIDE.path() + "/" + right;
        if (ruling == null) {
            return desk.again(id, form, "nothing-chosen", typed, next);
        }
        if (!desk.view(id).hasCollected(omitted)) {
            return desk.again(id, form, Refusal.LEFT_OUT_MISSING.wireName(), typed, next);
        }
        return desk.carryOut(id, form, typed, Move.DECIDE.path(), next,
                view -> new DecideRight(id, named, ruling, chosen, omitted, CaseDesk.personal(reasons), user.id(), desk.now()));
    }

    @GetMapping("/carry-out")
    String reviewTasks(@PathVariable UUID id, Model model) {
        return desk.page(id, Move.CARRY_OUT, model);
    }

    @PostMapping("/carry-out")
    String carriedOut(@PathVariable UUID id, @RequestParam Right right, @RequestParam String holder, @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var to = desk.carryOut(id, Move.CARRY_OUT, Map.of("note", note), next,
                view -> new RecordTaskDone(id, right, holder, CaseDesk.personal(note), user.id(), desk.now()));
        return desk.view(id).can(Move.CARRY_OUT.name()) ? CaseDesk.backTo(id) + "/" + Move.CARRY_OUT.path() : to;
    }

    @GetMapping("/approve")
    String reviewApproval(@PathVariable UUID id, Model model) {
        desk.showPreview(id, model, new Draft.Answer());
        return desk.page(id, Move.APPROVE, model);
    }

    @PostMapping("/approve")
    String approve(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        return desk.carryOut(id, Move.APPROVE, Map.of(), next, view -> new ApproveAnswer(id, user.id(), desk.now()));
    }

    @GetMapping("/send-again")
    String reviewSending(@PathVariable UUID id, Model model) {
        return desk.page(id, Move.SEND_AGAIN, model);
    }

    @PostMapping("/send-again")
    String sendAgain(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        return desk.carryOut(id, Move.SEND_AGAIN, Map.of(), next, view -> new SendAnswerAgain(id, user.id(), desk.now()));
    }
}
