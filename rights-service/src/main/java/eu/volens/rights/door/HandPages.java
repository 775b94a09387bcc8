package eu.volens.rights.door;

import eu.volens.rights.Ids;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.page.Moments;
import eu.volens.rights.request.Right;
import eu.volens.rights.signin.ConsoleUser;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The DPO enters a request that came by post or by telephone. Its clock runs from the day it came, not from the day it is entered. */
@Controller
@RequestMapping("/console/cases/new")
class HandPages {

    private final Submissions submissions;
    private final SubmissionRound round;
    private final FormTickets tickets;
    private final Organisation organisation;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    HandPages(Submissions submissions, SubmissionRound round, LookupKey key, Ids ids, Organisation organisation, Moments moments,
            MessageSource messages, Clock clock) {
        this.submissions = submissions;
        this.round = round;
        this.tickets = new FormTickets(key, ids, clock);
        this.organisation = organisation;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model, Locale language) {
        return form(HandForm.empty(moments.today(), organisation.languageOr(language.getLanguage())), Set.of(), model);
    }

    @PostMapping
    String enter(@RequestParam(defaultValue = "") String channel, @RequestParam(defaultValue = "") String receivedOn,
            @RequestParam(name = "right", required = false) @Nullable List<String> rights, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String mail, @RequestParam(defaultValue = "") String reach, @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "THEMSELVES") HandForm.Acting acting, @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String ticket, @AuthenticationPrincipal ConsoleUser user, HttpServletResponse response, Model model,
            Locale spoken, RedirectAttributes next) {
        var form = new HandForm(channel, receivedOn, rights == null ? List.of() : rights, name, mail.strip(), reach,
                organisation.languageOr(language), acting, note);
        Set<HandForm.Fault> faults = form.faults(moments.today());
        Optional<String> number = tickets.number(ticket);
        if (number.isEmpty()) {
            faults.add(HandForm.Fault.TICKET_OLD);
        }
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, faults, model);
        }
        var content = form.content(messages.getMessage("enter.reached-at", null, spoken));
        var receipt = submissions.keep(new Submission(form.door().orElseThrow(), receivedAt(form.day().orElseThrow()), user.id(),
                Optional.of(Submission.Once.ofForm("hand " + number.get(), content)), content));
        next.addFlashAttribute("done", "entered");
        return round.openNow(receipt.caseId()) ? "redirect:/console/cases/" + receipt.caseId() : "redirect:/console";
    }

    /** The hour is not asked, as the law counts days; of today it is the present one. */
    private Instant receivedAt(LocalDate day) {
        return day.equals(moments.today()) ? clock.instant() : day.atStartOfDay(organisation.zone()).toInstant();
    }

    private String form(HandForm form, Set<HandForm.Fault> faults, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("faults", faults.stream().map(HandForm.Fault::wireName).toList());
        model.addAttribute("channels", List.of(Channel.POST, Channel.TELEPHONE));
        model.addAttribute("rights", Right.values());
        model.addAttribute("languages", organisation.languages());
        model.addAttribute("actings", HandForm.Acting.values());
        model.addAttribute("today", moments.today());
        model.addAttribute("earliest", moments.today().minusMonths(HandForm.MONTHS_BACK_MAX));
        model.addAttribute("noteCharsMax", HandForm.NOTE_CHARS_MAX);
        model.addAttribute("ticket", tickets.issue());
        return "console/new";
    }
}
