package eu.volens.rights.console;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.page.Moments;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Refusal;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestRefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What all pages of a case share: finding it, sending a command about it, and telling what became of that. */
@Component
class CaseDesk {
    /** Of one text: as much as fills a long letter. */
    static final int TEXT_CHARACTERS_MAX = 4_000;

    /** Refusals of what was filled in: whoever filled it in gets it back. After any other the case itself says more. */
    private static final Set<Refusal> OF_THE_FORM = EnumSet.of(
            Refusal.REASONS_MISSING, Refusal.GROUND_DOES_NOT_APPLY, Refusal.LEFT_OUT_MISSING, Refusal.LEFT_OUT_DOES_NOT_APPLY, Refusal.NOTE_MISSING,
            Refusal.OTHER_PERSON, Refusal.LATER_CASE);

    private final Cases cases;
    private final CommandGateway commands;
    private final Moments moments;
    private final Previews previews;
    private final Clock clock;

    CaseDesk(Cases cases, CommandGateway commands, Previews previews, Moments moments, Clock clock) {
        this.cases = cases;
        this.commands = commands;
        this.previews = previews;
        this.moments = moments;
        this.clock = clock;
    }

    CaseView view(UUID id) {
        return cases.find(id).map(file -> CaseView.of(file, moments.today())).orElseThrow(NoSuchPage::new);
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return moments.today();
    }

    /** The page of a move; the case's own where it does not allow the move now. */
    String page(UUID id, Move move, Model model) {
        CaseView view = view(id);
        if (!view.file().moves().contains(move)) {
            return backTo(id);
        }
        model.addAttribute("c", view);
        model.addAttribute("move", move.path());
        model.addAttribute("textCharactersMax", TEXT_CHARACTERS_MAX);
        return "console/" + move.path();
    }

    /**
     * Sends a command and goes back to the case, or to the form when what was filled in is refused.
     *
     * @param form  the form's address below that of the case
     * @param typed what was filled in, to be shown again
     * @param done  what to say when it was carried out
     */
    String carryOut(UUID id, String form, Map<String, String> typed, String done, RedirectAttributes next,
            Function<CaseView, RequestCommand> command) {
        CaseView view = view(id);
        if (typed.values().stream().anyMatch(text -> words(text).length() > TEXT_CHARACTERS_MAX)) {
            return again(id, form, "too-long", typed, next);
        }
        try {
            commands.sendAndWait(command.apply(view));
            next.addFlashAttribute("done", done);
        } catch (RequestRefusedException refused) {
            if (OF_THE_FORM.contains(refused.reason())) {
                return again(id, form, refused.reason().wireName(), typed, next);
            }
            next.addFlashAttribute("refusal", refused.reason().wireName());
        } catch (ErasedPersonException erased) {
            next.addFlashAttribute("refusal", "erased");
        }
        return backTo(id);
    }

    String carryOut(UUID id, Move move, Map<String, String> typed, RedirectAttributes next, Function<CaseView, RequestCommand> command) {
        return carryOut(id, move.path(), typed, move.path(), next, command);
    }

    /** Back to a form with what was filled in, and why nothing was done. */
    String again(UUID id, String form, String refusal, Map<String, String> typed, RedirectAttributes next) {
        next.addFlashAttribute("refusal", refusal);
        next.addFlashAttribute("typed", typed);
        return backTo(id) + "/" + form;
    }

    static String backTo(UUID id) {
        return "redirect:/console/cases/" + id;
    }

    /** Shows the letter that would go out, where somebody asked for it, with what was typed so far. */
    void offerPreview(UUID id, Model model, Function<Map<String, String>, Draft> draft) {
        model.addAttribute("previewable", true);
        if (model.getAttribute("typed") instanceof Map<?, ?> typed && model.containsAttribute("previewed")) {
            showPreview(id, model, draft.apply(typed.entrySet().stream()
                    .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), entry -> words(String.valueOf(entry.getValue()))))));
        }
    }

    void showPreview(UUID id, Model model, Draft draft) {
        previews.preview(id, draft).ifPresent(letter -> model.addAttribute("preview", letter));
    }

    /** Back to a form that shows the letter as well. Nothing was done. */
    String previewed(UUID id, Move move, Map<String, String> typed, RedirectAttributes next) {
        next.addFlashAttribute("typed", typed);
        next.addFlashAttribute("previewed", true);
        return backTo(id) + "/" + move.path();
    }

    /** As it was meant: without the line ends of forms and without space around it. */
    static String words(String typed) {
        return typed.replace("\r\n", "\n").strip();
    }

    static Personal<String> personal(String typed) {
        return Personal.of(words(typed));
    }
}
