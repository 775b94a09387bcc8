package eu.volens.rights.console;

import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.Further;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.signin.ConsoleUser;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What bears on the last day: a question what somebody means, its answer, and an extension (Article 12(3) GDPR). */
@Controller
@RequestMapping("/console/cases/{id}")
class ClockMovePages {
    private final CaseDesk desk;

    ClockMovePages(CaseDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/ask-clarification")
    String reviewAsking(@PathVariable UUID id, Model model) {
        desk.offerPreview(id, model, typed -> new Draft.Clarification(typed.getOrDefault("question", "")));
        return desk.page(id, Move.ASK_CLARIFICATION, model);
    }

    @PostMapping("/ask-clarification")
    String ask(@PathVariable UUID id, @RequestParam(defaultValue = "") String question, @RequestParam(defaultValue = "false") boolean preview,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        if (preview) {
            return desk.previewed(id, Move.ASK_CLARIFICATION, Map.of("question", question), next);
        }
        return desk.carryOut(id, Move.ASK_CLARIFICATION, Map.of("question", question), next,
                view -> new RequestClarification(id, CaseDesk.personal(question), user.id(), desk.now()));
    }

    @GetMapping("/record-clarification")
    String reviewRecording(@PathVariable UUID id, Model model) {
        model.addAttribute("today", desk.today());
        return desk.page(id, Move.RECORD_CLARIFICATION, model);
    }

    /** @param message id of a message that joined the case; without it, {@code on} is the day on which the answer came */
    @PostMapping("/record-clarification")
    String record(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID message,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var view = desk.view(id);
        var typed = Map.of("message", message == null ? "" : message.toString(), "on", on == null ? "" : on.toString());
        var answered = message != null
                ? view.file().further().stream().filter(one -> one.messageId().equals(message)).map(Further::arrivedAt).findFirst()
                : Optional.ofNullable(on).flatMap(day -> during(view, day));
        if (answered.isEmpty()) {
            return desk.again(id, Move.RECORD_CLARIFICATION.path(), message == null && on == null ? "nothing-chosen" : "day-impossible", typed, next);
        }
        return desk.carryOut(id, Move.RECORD_CLARIFICATION, typed, next,
                unused -> new RecordClarification(id, message, answered.get(), user.id(), desk.now()));
    }

    /** A moment of that day at which the question was open; empty when there was none. */
    private Optional<Instant> during(CaseView view, LocalDate day) {
        var zone = ZoneId.of(view.file().deadline().zone());
        var asked = view.openClarification().map(Clarification::askedAt);
        if (asked.isEmpty() || day.isAfter(desk.today()) || day.isBefore(LocalDate.ofInstant(asked.get(), zone))) {
            return Optional.empty();
        }
        var begins = day.atStartOfDay(zone).toInstant();
        return Optional.of(begins.isBefore(asked.get()) ? asked.get() : begins);
    }

    @GetMapping("/extend")
    String reviewExtending(@PathVariable UUID id, Model model) {
        model.addAttribute("reasons", ExtensionReason.values());
        desk.offerPreview(id, model,
                typed -> new Draft.Extension(ExtensionReason.valueOf(typed.get("reason")), typed.getOrDefault("explanation", "")));
        return desk.page(id, Move.EXTEND, model);
    }

    @PostMapping("/extend")
    String extend(@PathVariable UUID id, @RequestParam(required = false) @Nullable ExtensionReason reason,
            @RequestParam(defaultValue = "") String explanation, @RequestParam(defaultValue = "false") boolean preview,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var typed = Map.of("reason", reason == null ? "" : reason.name(), "explanation", explanation);
        if (reason == null) {
            return desk.again(id, Move.EXTEND.path(), "nothing-chosen", typed, next);
        }
        if (preview) {
            return desk.previewed(id, Move.EXTEND, typed, next);
        }
        return desk.carryOut(id, Move.EXTEND, typed, next,
                view -> new ExtendDeadline(id, reason, CaseDesk.personal(explanation), user.id(), desk.now()));
    }
}
