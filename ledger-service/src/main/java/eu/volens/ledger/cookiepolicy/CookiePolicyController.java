package eu.volens.ledger.cookiepolicy;

import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.PoliciesInForce;
import eu.volens.ledger.register.Site;
import eu.volens.ledger.wording.Languages;
import eu.volens.ledger.wording.PageLanguage;
import eu.volens.ledger.wording.Wording;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The cookie policy page of a site, one address per language. */
@Controller
@Hidden
class CookiePolicyController {

    private static final Duration PAGE_CACHED = Duration.ofMinutes(1);

    private final PoliciesInForce policies;
    private final PolicyArchive archive;
    private final Wording wording;

    CookiePolicyController(PoliciesInForce policies, PolicyArchive archive, Wording wording) {
        this.policies = policies;
        this.archive = archive;
        this.wording = wording;
    }

    /** Sends a reader to the page in their language. */
    @GetMapping("/policy/{site}")
    ResponseEntity<Void> inReadersLanguage(@PathVariable String site, @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        var language = Languages.choose(policies.register().controller().languages(), lang, acceptLanguage);
        return redirect(find(site), language);
    }

    /** {@code ?lang=}, as the page frame's list of languages has it, leads to that language's own address. */
    @GetMapping(path = "/policy/{site}/{language}", params = "lang")
    ResponseEntity<Void> inOtherLanguage(@PathVariable String site, @PathVariable String language, @RequestParam String lang) {
        return redirect(find(site), Languages.choose(policies.register().controller().languages(), lang, language));
    }

    private static ResponseEntity<Void> redirect(Site site, String language) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/policy/" + site.id() + "/" + language))
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE).build();
    }

    @GetMapping("/policy/{site}/{language}")
    String page(@PathVariable String site, @PathVariable String language, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        var found = find(site);
        var register = policies.register();
        if (!register.controller().languages().contains(language)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        PageLanguage.set(request, language);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.maxAge(PAGE_CACHED).cachePublic().getHeaderValue());
        var policy = policies.of(found.id()).orElseThrow();
        model.addAttribute("register", register);
        model.addAttribute("controller", register.controller());
        model.addAttribute("site", found);
        model.addAttribute("policy", policy);
        model.addAttribute("language", language);
        model.addAttribute("since", archive.firstShownAt(policy).map(at -> day(at, language)).orElse(""));
        model.addAttribute("wording", wording);
        model.addAttribute("bannerArea", found.areas().stream().filter(Area::isAsking).findFirst().orElse(found.areas().getFirst()));
        return "policy";
    }

    /** The day on the controller's calendar, day before month in every language. */
    private String day(Instant at, String language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.equals("en") ? Locale.UK : Locale.of(language))
                .format(at.atZone(policies.register().controller().zone()));
    }

    private Site find(String site) {
        return policies.register().site(site).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
