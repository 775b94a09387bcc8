package eu.volens.ledger.cookiepolicy;

import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.policy.PublishedVersion;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.wording.Languages;
import eu.volens.ledger.wording.PageLanguage;
import eu.volens.ledger.wording.Wording;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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

/**
 * The cookie policy page of a site: one address per language, of the whole site and of each area, of the version in force and of each that
 * was ever shown. Made from what was published, never from the controller's folder.
 */
@Controller
@Hidden
class CookiePolicyController {

    private static final Duration PAGE_CACHED = Duration.ofMinutes(1);
    private static final String WHOLE = "/policy/{site}/{language}";
    private static final String AREA = WHOLE + "/areas/{area}";
    private static final String VERSION = WHOLE + "/versions/{version}";
    private static final String AREA_OF_VERSION = VERSION + "/areas/{area}";

    private final PoliciesInForce policies;
    private final Wording wording;

    CookiePolicyController(PoliciesInForce policies, Wording wording) {
        this.policies = policies;
        this.wording = wording;
    }

    /** Sends a reader to the page in their language. */
    @GetMapping("/policy/{site}")
    ResponseEntity<Void> inReadersLanguage(@PathVariable String site, @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        var language = Languages.choose(find(site).content().languages(), lang, acceptLanguage);
        return redirect(new PolicyAddress(site, language, Optional.empty(), Optional.empty()));
    }

    /** {@code ?lang=}, as the page frame's list of languages has it, leads to that language's own address. */
    @GetMapping(path = {WHOLE, AREA, VERSION, AREA_OF_VERSION}, params = "lang")
    ResponseEntity<Void> inOtherLanguage(@PathVariable String site, @PathVariable String language, @PathVariable Optional<String> version,
            @PathVariable Optional<String> area, @RequestParam String lang) {
        var policy = find(site);
        var content = content(find(policy, version));
        var wanted = Languages.choose(content.languages(), lang, language);
        return redirect(new PolicyAddress(site, wanted, version, area.map(it -> find(content, it).id())));
    }

    private static ResponseEntity<Void> redirect(PolicyAddress address) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(address.path())).varyBy(HttpHeaders.ACCEPT_LANGUAGE).build();
    }

    @GetMapping({WHOLE, AREA, VERSION, AREA_OF_VERSION})
    String page(@PathVariable String site, @PathVariable String language, @PathVariable Optional<String> version,
            @PathVariable Optional<String> area, Model model, HttpServletRequest request, HttpServletResponse response) {
        var policy = find(site);
        var shown = find(policy, version);
        var content = content(shown);
        if (!content.languages().contains(language)) {
            throw notFound();
        }
        PageLanguage.set(request, language);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.maxAge(PAGE_CACHED).cachePublic().getHeaderValue());
        model.addAttribute("page", new PolicyPage(policy, new PolicyAddress(site, language, version, area), shown, content,
                area.map(it -> find(content, it)), wording));
        return "policy";
    }

    private PolicyInForce find(String site) {
        return policies.of(site).orElseThrow(CookiePolicyController::notFound);
    }

    private static PublishedVersion find(PolicyInForce policy, Optional<String> version) {
        return version.map(it -> policy.find(it).orElseThrow(CookiePolicyController::notFound)).orElse(policy.history().getLast());
    }

    private static FrozenPolicy content(PublishedVersion version) {
        return FrozenPolicy.read(version.policy().content());
    }

    private static Area find(FrozenPolicy content, String area) {
        return content.area(area).orElseThrow(CookiePolicyController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
