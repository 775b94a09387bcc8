package eu.volens.rights.door;

import eu.volens.rights.Ids;
import eu.volens.rights.consentrecord.BannerCookie;
import eu.volens.rights.consentrecord.ConsentRecordIds;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.Right;
import eu.volens.rights.throttle.ClientAddress;
import eu.volens.rights.throttle.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form by which anybody asks: no account, no script, no session. Its answer is the same whether the address is known or not, in words,
 * status and time, because nobody looks before it is given.
 */
@Controller
@RequestMapping("/request")
class RequestPages {

    private static final int PER_CLIENT_MAX = 20;
    private static final Duration PER_CLIENT_WITHIN = Duration.ofHours(1);
    private static final Pattern CASE_NUMBER = Pattern.compile("\\d{4}-\\d{6,12}");

    private final Submissions submissions;
    private final FormTickets tickets;
    private final RateLimit perClient = new RateLimit(PER_CLIENT_MAX, PER_CLIENT_WITHIN);
    private final DeadlineLaw law;
    private final Organisation organisation;
    private final JsonMapper json;
    private final Clock clock;

    RequestPages(Submissions submissions, LookupKey key, Ids ids, DeadlineLaw law, Organisation organisation, JsonMapper json, Clock clock) {
        this.submissions = submissions;
        this.tickets = new FormTickets(key, ids, clock);
        this.law = law;
        this.organisation = organisation;
        this.json = json;
        this.clock = clock;
    }

    /** @param record of the preference centre the person comes from */
    @GetMapping
    String show(@RequestParam(defaultValue = "") String record, HttpServletRequest request, HttpServletResponse response, Model model, Locale language) {
        List<String> brought = ConsentRecordIds.id(record).map(UUID::toString).stream().toList();
        return form(new RequestForm(List.of(), "", "", "", brought, ""), Set.of(), request, response, model, language);
    }

    @PostMapping
    String send(@RequestParam(name = "right", required = false) @Nullable List<String> rights, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String mail, @RequestParam(defaultValue = "") String message,
            @RequestParam(name = "record", required = false) @Nullable List<String> records, @RequestParam(defaultValue = "") String website,
            @RequestParam(defaultValue = "") String ticket,
            HttpServletRequest request, HttpServletResponse response, Model model, Locale language) {
        refuseOtherSites(request);
        var form = new RequestForm(rights == null ? List.of() : rights, name, mail.strip(), message, records == null ? List.of() : records, website);
        Set<RequestForm.Fault> faults = form.faults();
        Optional<String> number = tickets.number(ticket);
        if (number.isEmpty()) {
            faults.add(RequestForm.Fault.TICKET_OLD);
        }
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, faults, request, response, model, language);
        }
        Instant now = clock.instant();
        Optional<Duration> wait = perClient.refused(ClientAddress.of(request), now);
        if (wait.isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setIntHeader(HttpHeaders.RETRY_AFTER, RateLimit.retryAfterSeconds(wait.get()));
            model.addAttribute("waitMinutes", wait.get().plusSeconds(59).toMinutes());
            return form(form, Set.of(RequestForm.Fault.TOO_MANY), request, response, model, language);
        }
        var content = form.content(caseLanguage(language));
        var once = Submission.Once.ofForm("form " + number.get(), content);
        var receipt = submissions.keep(new Submission(Channel.FORM, now, null, Optional.of(once), content));
        LocalDate on = law.receivedAt(receipt.receivedAt()).receivedOn();
        return "redirect:/request/received/" + on + "/" + receipt.caseNumber() + "?lang=" + language.getLanguage();
    }

    /** Says nothing that its address does not hold. */
    @GetMapping("/received/{on}/{number}")
    String received(@PathVariable String on, @PathVariable String number, Model model) {
        LocalDate day = day(on);
        if (!CASE_NUMBER.matcher(number).matches()) {
            throw new NoSuchPage();
        }
        model.addAttribute("number", number);
        model.addAttribute("deadline", law.receivedAt(day.atStartOfDay(organisation.zone()).toInstant()));
        return "request/received";
    }

    private LocalDate day(String on) {
        try {
            LocalDate day = LocalDate.parse(on);
            if (!day.isAfter(LocalDate.ofInstant(clock.instant(), organisation.zone()))) {
                return day;
            }
        } catch (DateTimeParseException noDay) {
            // The page that this would have been does not exist.
        }
        throw new NoSuchPage();
    }

    /** Browsers say where a form was shown (Fetch Metadata); what says nothing is no browser, and proves itself by the ticket. */
    private static void refuseOtherSites(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    private String form(RequestForm form, Set<RequestForm.Fault> faults, HttpServletRequest request, HttpServletResponse response, Model model,
            Locale language) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("form", form);
        model.addAttribute("faults", faults.stream().map(RequestForm.Fault::wireName).toList());
        model.addAttribute("rights", Right.values());
        model.addAttribute("records", records(form, request));
        model.addAttribute("ticket", tickets.issue());
        model.addAttribute("messageCharsMax", RequestForm.MESSAGE_CHARS_MAX);
        model.addAttribute("dueOn", law.receivedAt(clock.instant()).dueOn());
        model.addAttribute("spoken", caseLanguage(language));
        return "request/form";
    }

    /** Consent records that can be attached, and whether they are: what the person brought is, what we found in their browser is for them to say. */
    private Map<String, Boolean> records(RequestForm form, HttpServletRequest request) {
        Map<String, Boolean> offered = new LinkedHashMap<>();
        form.records().stream().flatMap(text -> ConsentRecordIds.id(text).stream()).limit(RequestForm.RECORDS_MAX)
                .forEach(record -> offered.put(record.toString(), true));
        BannerCookie.record(request, json).ifPresent(record -> offered.putIfAbsent(record.toString(), false));
        return offered;
    }

    private String caseLanguage(Locale language) {
        return organisation.languageOr(language.getLanguage());
    }
}
