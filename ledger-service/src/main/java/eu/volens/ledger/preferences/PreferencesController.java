package eu.volens.ledger.preferences;

import eu.volens.ledger.consent.ConsentDesk;
import eu.volens.ledger.consent.RecordId;
import eu.volens.ledger.origin.RegisteredOrigins;
import eu.volens.ledger.preferences.PreferencePages.Form;
import eu.volens.ledger.preferences.PreferencePages.PreferencePage;
import eu.volens.ledger.signal.GlobalPrivacyControl;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The preference centre. {@code /preferences} is that of this browser's record, which its cookie names; {@code /preferences/{record}} is that of
 * whoever knows the number. The cookie only ever shows: what changes a record is sent to an address that holds the record's number, so a page
 * of somebody else's cannot make a browser do it without knowing that number.
 */
@Controller
@Hidden
class PreferencesController {

    private static final Set<String> DONE = Set.of("saved", "withdrawn");

    private final PreferencePages pages;
    private final ConsentDesk desk;
    private final RegisteredOrigins origins;
    private final RequestForm requests;

    PreferencesController(PreferencePages pages, ConsentDesk desk, RegisteredOrigins origins, RequestForm requests) {
        this.pages = pages;
        this.desk = desk;
        this.origins = origins;
        this.requests = requests;
    }

    /** Not kept, not found by search engines, and its address told to nobody else. */
    @ModelAttribute
    void keepPrivate(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
        response.setHeader("Referrer-Policy", "same-origin");
    }

    @GetMapping("/preferences")
    String own(HttpServletRequest request, Locale locale, Model model, @RequestParam(required = false) @Nullable String done) {
        return KeptChoice.of(request).flatMap(kept -> pages.find(kept.record(), locale.getLanguage(), GlobalPrivacyControl.isOn(request)))
                .map(page -> show(page, request, done, model)).orElse("preferences/enter");
    }

    /** Looks up a number that somebody typed. */
    @PostMapping("/preferences")
    String open(@RequestParam(defaultValue = "") String record, Locale locale, Model model, HttpServletResponse response) {
        var known = RecordId.parse(record.strip()).filter(id -> pages.find(id, locale.getLanguage(), false).isPresent());
        if (known.isPresent()) {
            return "redirect:" + address(Optional.of(known.get()), locale.getLanguage(), null);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("unknown", true);
        return "preferences/enter";
    }

    @GetMapping("/preferences/{record}")
    String byNumber(@PathVariable String record, HttpServletRequest request, Locale locale, Model model,
            @RequestParam(required = false) @Nullable String done) {
        return show(find(record, request, locale), request, done, model);
    }

    /**
     * A decision on every purpose asked about.
     *
     * @param policyVersion of what the form was filled in under
     * @param key           of the form: sent twice, it counts once
     */
    @PostMapping("/preferences/{record}/choice")
    String choose(@PathVariable String record, @RequestParam String policyVersion, @RequestParam UUID key, @RequestParam String method,
            @RequestParam(defaultValue = "") List<String> given, HttpServletRequest request, HttpServletResponse response, Locale locale,
            Model model) {
        var page = find(record, request, locale);
        origins.check(request, page.receipt().site());
        var form = page.form().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var yes = form.given(method, given);
        try {
            var receipt = desk.choose(page.record(), page.receipt().site(), form.area(), yes, form.others(yes), form.method(method), policyVersion,
                    locale.getLanguage(), GlobalPrivacyControl.isOn(request), key);
            ownChoice(request, page).ifPresent(kept -> response.addHeader(HttpHeaders.SET_COOKIE,
                    kept.decided(receipt, form.askedSince(), yes, form.others(yes), GlobalPrivacyControl.isOn(request), request.isSecure()).toString()));
            return "redirect:" + address(ownChoice(request, page).isPresent() ? Optional.empty() : Optional.of(page.record()),
                    locale.getLanguage(), "saved");
        } catch (ErrorResponseException e) {
            if (e.getStatusCode() != HttpStatus.CONFLICT) {
                throw e;
            }
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("outdated", true);
            return show(page, request, null, model);
        }
    }

    /** Everything is taken back, in one press. */
    @PostMapping("/preferences/{record}/withdrawal")
    String withdraw(@PathVariable String record, @RequestParam UUID key, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        var page = find(record, request, locale);
        origins.check(request, page.receipt().site());
        var receipt = desk.withdraw(page.record(), page.receipt().site(), page.area(), locale.getLanguage(), GlobalPrivacyControl.isOn(request),
                key);
        ownChoice(request, page).ifPresent(kept -> response.addHeader(HttpHeaders.SET_COOKIE,
                kept.withdrawn(receipt, request.isSecure()).toString()));
        return "redirect:" + address(ownChoice(request, page).isPresent() ? Optional.empty() : Optional.of(page.record()), locale.getLanguage(),
                "withdrawn");
    }

    private PreferencePage find(String record, HttpServletRequest request, Locale locale) {
        return RecordId.parse(record).flatMap(id -> pages.find(id, locale.getLanguage(), GlobalPrivacyControl.isOn(request)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What this browser keeps of this very record. */
    private static Optional<KeptChoice> ownChoice(HttpServletRequest request, PreferencePage page) {
        return KeptChoice.of(request).filter(kept -> kept.record().equals(page.record()) && kept.isOf(page.receipt().site()));
    }

    private String show(PreferencePage page, HttpServletRequest request, @Nullable String done, Model model) {
        model.addAttribute("page", page);
        model.addAttribute("receipt", page.receipt());
        requests.of(page.record(), page.receipt().language()).ifPresent(address -> model.addAttribute("requestForm", address));
        model.addAttribute("thisBrowser", ownChoice(request, page).isPresent());
        model.addAttribute("done", done != null && DONE.contains(done) ? done : null);
        return "preferences/centre";
    }

    /** Where the cookie says whose it is, the address need not. */
    private static String address(Optional<UUID> record, String language, @Nullable String done) {
        return UriComponentsBuilder.fromPath("/preferences" + record.map(it -> "/" + it).orElse("")).queryParam("lang", language)
                .queryParamIfPresent("done", Optional.ofNullable(done)).encode().toUriString();
    }
}
