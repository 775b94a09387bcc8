package eu.volens.ledger.register;

import eu.volens.ledger.register.ControllerIdentity.Authority;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small invented register: two sites, one area that informs and two that ask. */
public final class RegisterFixture {

    public static final String SITE = "shop";
    public static final String OTHER_SITE = "school";
    public static final String INFORMS = "window";
    public static final String ASKS = "counter";
    /** Asks about one purpose less. */
    public static final String ASKS_LESS = "cellar";
    public static final int LIFETIME_DAYS = 30;

    private RegisterFixture() {}

    public static CookieRegister register() {
        return registerWith(List.of(tracker("crumb_count", "P1Y")));
    }

    public static CookieRegister registerWith(List<Tracker> trackers) {
        return register(trackers, List.of("taste", "crumbs"));
    }

    /** At the counter. */
    public static CookieRegister askingOnlyFor(String... purposes) {
        return register(List.of(tracker("crumb_count", "P1Y")), List.of(purposes));
    }

    private static CookieRegister register(List<Tracker> trackers, List<String> asked) {
        return new CookieRegister(controller(), List.of(
                new Site(SITE, "shop.example", URI.create("https://shop.example"), List.of("shop.example"), List.of("https://shop.example"),
                        LIFETIME_DAYS, List.of(new Area(INFORMS, text("Window"), List.of()),
                                new Area(ASKS, text("Counter"), asked),
                                new Area(ASKS_LESS, text("Cellar"), List.of("crumbs")))),
                new Site(OTHER_SITE, "school.example", URI.create("https://school.example"), List.of("school.example"),
                        List.of("https://school.example"), 10, List.of(new Area(ASKS, text("Class"), List.of("taste", "crumbs"))))),
                List.of(purpose("oven", Purpose.Basis.LEGITIMATE_INTEREST), purpose("taste", Purpose.Basis.CONSENT),
                        purpose("crumbs", Purpose.Basis.CONSENT), purpose("stars", Purpose.Basis.CONSENT)), trackers);
    }

    public static Policy policy() {
        return policyOf(register());
    }

    /** What the shop's visitors would be shown. */
    public static Policy policyOf(CookieRegister register) {
        return Policy.of(register, register.site(SITE).orElseThrow(), wording("Hello"));
    }

    /** The same sites and purposes under other words, so another version. */
    public static Policy reworded() {
        return Policy.of(register(), register().site(SITE).orElseThrow(), wording("Good morning"));
    }

    /** Of both sites. */
    public static List<Policy> policies() {
        return register().sites().stream().map(site -> Policy.of(register(), site, wording("Hello"))).toList();
    }

    public static Map<String, Map<String, String>> wording(String greeting) {
        return Map.of("en", Map.of("banner.title", greeting), "nl", Map.of("banner.title", greeting));
    }

    public static Tracker tracker(String name, String lifetime) {
        return new Tracker(name, Tracker.Kind.COOKIE, Tracker.Party.THIRD, List.of(name), "shop.example", List.of("cdn.shop.example"),
                Optional.of("baker"), "crumbs", Lifetime.parse(lifetime).orElseThrow(), text("Counts"));
    }

    public static Text text(String words) {
        return new Text(Map.of("en", words, "nl", words + " (nl)"));
    }

    private static Purpose purpose(String id, Purpose.Basis basis) {
        return new Purpose(id, basis, text(id), text("Why " + id), id.equals("stars") ? List.of("ad_storage") : List.of(), id.equals("stars"));
    }

    private static ControllerIdentity controller() {
        return new ControllerIdentity("bakery", "Bakery BV", "Bakery", "1", ZoneOffset.UTC, List.of("en", "nl"), text("Street 1"),
                "privacy@bakery.example", URI.create("https://bakery.example/form"), URI.create("https://bakery.example/privacy"),
                new Authority(text("Authority"), text("Square 1"), "a@authority.example", "+1", text("https://authority.example"),
                        URI.create("https://authority.example/others")),
                List.of(new Recipient("baker", "Baker", text("Crumbs"))));
    }
}
