package eu.volens.ledger.cookiepolicy;

import eu.volens.ledger.policy.ComparisonWords;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.policy.PublishedVersion;
import eu.volens.ledger.policy.Weight;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Lifetime;
import eu.volens.ledger.register.Purpose;
import eu.volens.ledger.register.Site;
import eu.volens.ledger.register.Text;
import eu.volens.ledger.register.Tracker;
import eu.volens.ledger.wording.Moments;
import eu.volens.ledger.wording.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One version of a policy as one page tells it, in one language, of the whole site or of one area: what the template asks for. */
final class PolicyPage {

    private final PolicyInForce policy;
    private final PolicyAddress address;
    private final PublishedVersion shown;
    private final FrozenPolicy content;
    private final Optional<Area> area;
    private final Wording words;

    /** @param shown one of the policy's @param area one of its, empty for the whole site */
    PolicyPage(PolicyInForce policy, PolicyAddress address, PublishedVersion shown, FrozenPolicy content, Optional<Area> area, Wording wording) {
        this.policy = policy;
        this.address = address;
        this.shown = shown;
        this.content = content;
        this.area = area;
        this.words = wording.frozen(content.words());
    }

    /** Another version in the list. */
    record Earlier(String date, String path, String hash, boolean inForce, boolean here, String askedAgain) {}

    public String say(String key, Object... filledIn) {
        return words.say(address.language(), key, filledIn);
    }

    public String say(Text text) {
        return text.in(address.language());
    }

    public String say(Lifetime lifetime) {
        return words.say(address.language(), lifetime);
    }

    public PolicyAddress address() {
        return address;
    }

    public List<String> languages() {
        return content.languages();
    }

    public Site site() {
        return content.site();
    }

    /** Empty for a page about the whole site. */
    public String areaName() {
        return area.map(Area::name).map(this::say).orElse("");
    }

    public boolean isAbout(Area one) {
        return area.map(Area::id).equals(Optional.of(one.id()));
    }

    public ControllerIdentity controller() {
        return content.register().controller();
    }

    /** In an area, those at work there. */
    public List<Purpose> purposes() {
        return area.map(register()::purposesOf).orElse(register().purposes());
    }

    public Purpose purpose(String id) {
        return register().purpose(id).orElseThrow();
    }

    public List<Tracker> trackersFor(Purpose purpose) {
        return register().trackersFor(purpose);
    }

    /** What of the register is loaded from elsewhere to recognise a visitor. */
    public List<Tracker> pixels() {
        return purposes().stream().flatMap(it -> trackersFor(it).stream()).filter(it -> it.kind() == Tracker.Kind.PIXEL).toList();
    }

    public String techniqueOf(Tracker tracker) {
        return words.technique(address.language(), tracker);
    }

    public String recipientOf(Tracker tracker) {
        return register().recipientOf(tracker).map(Recipient::name).orElse("");
    }

    /** In an area, those that its trackers give data to. */
    public List<Recipient> recipients() {
        if (area.isEmpty()) {
            return controller().recipients();
        }
        var named = purposes().stream().flatMap(it -> trackersFor(it).stream()).flatMap(it -> it.recipient().stream()).toList();
        return controller().recipients().stream().filter(it -> named.contains(it.id())).toList();
    }

    /** Where a choice is made from this page. */
    public Area bannerArea() {
        return area.orElseGet(() -> policy.site().areas().stream().filter(Area::isAsking).findFirst().orElse(policy.site().areas().getFirst()));
    }

    public String version() {
        return shown.version();
    }

    public boolean isInForce() {
        return shown.version().equals(policy.version());
    }

    public String since() {
        return day(shown.publishedAt());
    }

    public String inForceSince() {
        return day(policy.since());
    }

    public String previousSince() {
        return previous().map(it -> day(it.publishedAt())).orElse("");
    }

    /** Of the version before the one shown; empty for the first. */
    public String previousPath() {
        return previous().map(it -> address.aboutTheWholeSite().of(it.version()).path()).orElse("");
    }

    /** A sentence for each difference from the version before. */
    public List<String> changes() {
        return previous().map(before -> new ComparisonWords(FrozenPolicy.read(before.policy().content()), content, words, address.language()).all())
                .orElse(List.of());
    }

    public boolean askedAgain() {
        return shown.change() == Weight.MATERIAL;
    }

    /** Newest first. */
    public List<Earlier> versions() {
        return policy.history().reversed().stream().map(it -> {
            var inForce = it.equals(policy.history().getLast());
            var path = (inForce ? address.ofTheOneInForce() : address.of(it.version())).aboutTheWholeSite().path();
            var told = it.previous().isEmpty() ? "first" : it.change().code();
            return new Earlier(day(it.publishedAt()), path, it.version(), inForce, it.equals(shown), say("versions." + told));
        }).toList();
    }

    private Optional<PublishedVersion> previous() {
        return shown.previous().flatMap(policy::find);
    }

    private CookieRegister register() {
        return content.register();
    }

    /** On the controller's calendar. */
    private String day(Instant at) {
        return new Moments(controller().zone(), address.language()).day(at);
    }
}
