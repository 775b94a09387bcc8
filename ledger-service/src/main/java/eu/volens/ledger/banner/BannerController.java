package eu.volens.ledger.banner;

import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.Purpose;
import eu.volens.ledger.register.Tracker;
import eu.volens.ledger.register.Tracker.Kind;
import eu.volens.ledger.register.Tracker.Party;
import eu.volens.ledger.signal.GlobalPrivacyControl;
import eu.volens.ledger.snapshot.PolicySnapshot.Place;
import eu.volens.ledger.snapshot.PolicySnapshots;
import eu.volens.ledger.wording.Languages;
import eu.volens.ledger.wording.Wording;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the banner what to show. */
@RestController
@Tag(name = "Banner", description = "What the banner shows")
class BannerController {

    /**
     * A changed policy reaches visitors within this time; until then a choice made on the old one is accepted after an editorial change, and
     * answered 409 and asked again after a material one.
     */
    private static final Duration CONFIGURATION_CACHED = Duration.ofMinutes(1);

    private final PoliciesInForce policies;
    private final Wording wording;
    private final PolicySnapshots snapshots;

    BannerController(PoliciesInForce policies, Wording wording, PolicySnapshots snapshots) {
        this.policies = policies;
        this.wording = wording;
        this.snapshots = snapshots;
    }

    @Operation(summary = "Banner configuration",
            description = "The rules of an area, its purposes and trackers, and every text of the banner.")
    @ApiResponse(responseCode = "200", description = "The configuration")
    @ApiResponse(responseCode = "404", ref = "unknown-place")
    @GetMapping(path = "/api/sites/{site}/areas/{area}/banner", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BannerConfiguration> configuration(@PathVariable String site, @PathVariable String area,
            @Parameter(example = "fr", description = "Wanted language; without it, or for one not spoken, Accept-Language decides")
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage,
            HttpServletRequest request) {
        var policy = policies.of(site).orElseThrow(() ->
                Problem.UNKNOWN_SITE.answer(HttpStatus.NOT_FOUND, "No site has this id; use one from the register."));
        var foundArea = policy.area(area).orElseThrow(() ->
                Problem.UNKNOWN_AREA.answer(HttpStatus.NOT_FOUND, "The site has no area of this id; use one from the register."));
        var language = Languages.choose(policy.content().languages(), lang, acceptLanguage);
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CONFIGURATION_CACHED).cachePublic())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE, GlobalPrivacyControl.HEADER)
                .body(signed(configuration(policy, foundArea, language, GlobalPrivacyControl.isOn(request))));
    }

    private BannerConfiguration signed(BannerConfiguration shown) {
        var place = new Place(shown.site(), shown.area(), shown.language(), shown.policyVersion());
        return shown.with(snapshots.issue(place, () -> ConfigurationHash.of(shown)));
    }

    private BannerConfiguration configuration(PolicyInForce policy, Area area, String language, boolean gpc) {
        var register = policy.register();
        var site = policy.site();
        var words = wording.frozen(policy.content().words());
        return new BannerConfiguration(register.controller().name(), site.id(), area.id(), area.isAsking() ? "ask" : "inform", language,
                register.controller().languages(), policy.version(), policy.askedSince(),
                "/policy/" + site.id() + "/" + language + "/areas/" + area.id(), site.lifetimeDays(), words.section(language, "banner."),
                register.purposesOf(area).stream().map(purpose -> tell(register, purpose, words, language)).toList(), gpc,
                register.purposes().stream().filter(Purpose::refusedByGpc).map(Purpose::id).toList(), storage(register), true, null);
    }

    /** Of the whole site, whatever the area: consent is taken back anywhere. What is kept under other hosts, no page of ours can delete. */
    private static List<BannerConfiguration.Storage> storage(CookieRegister register) {
        return register.trackers().stream().filter(it -> it.party() == Party.FIRST && it.kind() != Kind.PIXEL)
                .map(it -> new BannerConfiguration.Storage(it.purpose(), it.kind().code(), it.names())).toList();
    }

    private static BannerConfiguration.Purpose tell(CookieRegister register, Purpose purpose, Wording words, String language) {
        return new BannerConfiguration.Purpose(purpose.id(), purpose.name().in(language), purpose.explanation().in(language),
                purpose.required(), purpose.consentMode(),
                register.trackersFor(purpose).stream().map(tracker -> tell(tracker, words, language)).toList());
    }

    private static BannerConfiguration.Tracker tell(Tracker tracker, Wording words, String language) {
        return new BannerConfiguration.Tracker(tracker.name(), tracker.provider(), tracker.explanation().in(language),
                words.say(language, tracker.lifetime()), tracker.lifetime().code(), words.technique(language, tracker),
                tracker.kind().code(), tracker.party().code());
    }
}
