package eu.volens.ledger.policy;

import eu.volens.ledger.policy.Difference.Kind;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.ControllerIdentity.Authority;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Lifetime;
import eu.volens.ledger.register.Purpose;
import eu.volens.ledger.register.RegisterFixture;
import eu.volens.ledger.register.Site;
import eu.volens.ledger.register.Text;
import eu.volens.ledger.register.Tracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be changed in a policy, one thing at a time. Made to the shop of {@link RegisterFixture}, each is told as {@link Change#told}. */
final class PolicyChanges {

    static final String NEW_TRACKER = "new_crumb";
    private static final Text NEW_WORDS = RegisterFixture.text("New words");

    private PolicyChanges() {}

    /** The shop, with a tracker of a third party and one of its own. */
    static FrozenPolicy shop() {
        var own = new Tracker("basket", Tracker.Kind.LOCAL_STORAGE, Tracker.Party.FIRST, List.of("basket"),
                "shop.example", List.of(), Optional.empty(),
                "crumbs", new Lifetime.Session(), RegisterFixture.text("Remembers"));
        var register = RegisterFixture.registerWith(List.of(RegisterFixture.tracker("crumb_count", "P1Y"), own));
        return FrozenPolicy.read(RegisterFixture.policyOf(register).content());
    }

    enum Change {
        CONTROLLER(policy -> controller(policy, it -> identity(it, "Other Bakery BV", it.mail(), it.authority(), it.languages())),
                Kind.CONTROLLER_CHANGED),
        CONTACTS(policy -> controller(policy, it -> identity(it, it.name(), "other@bakery.example", it.authority(), it.languages())),
                Kind.CONTACTS_CHANGED),
        AUTHORITY(policy -> controller(policy, it -> identity(it, it.name(), it.mail(), authority(it.authority()), it.languages())),
                Kind.AUTHORITY_CHANGED),
        LANGUAGE_LESS(policy -> controller(policy, it -> identity(it, it.name(), it.mail(), it.authority(), List.of("en"))), Kind.LANGUAGE_REMOVED),
        LANGUAGE_MORE(policy -> controller(policy, it -> identity(it, it.name(), it.mail(), it.authority(), List.of("en", "nl", "de"))),
                Kind.LANGUAGE_ADDED),
        SITE_RENAMED(policy -> site(policy, it -> new Site(it.id(), "other.example", it.url(), it.hosts(), List.of(), it.lifetimeDays(), it.areas())),
                Kind.SITE_RENAMED),
        SITE_ON_MORE_HOSTS(policy -> site(policy, it -> hosts(it, List.of("shop.example", "blog.example"))), Kind.SITE_HOST_ADDED),
        SITE_ON_OTHER_HOST(policy -> site(policy, it -> hosts(it, List.of("blog.example"))), Kind.SITE_HOST_ADDED, Kind.SITE_HOST_REMOVED),
        CHOICE_LONGER(policy -> site(policy, it -> days(it, 300)), Kind.CHOICE_LONGER),
        CHOICE_SHORTER(policy -> site(policy, it -> days(it, 3)), Kind.CHOICE_SHORTER),
        AREA_THAT_INFORMS(policy -> areas(policy, it -> with(it, Area::id, new Area("attic", NEW_WORDS, List.of()))), Kind.AREA_ADDED),
        AREA_THAT_ASKS(policy -> areas(policy, it -> with(it, Area::id, new Area("roof", NEW_WORDS, List.of("crumbs")))),
                Kind.AREA_ADDED, Kind.AREA_ASKS),
        AREA_REMOVED(policy -> areas(policy, it -> without(it)), Kind.AREA_REMOVED),
        AREA_RENAMED(policy -> areas(policy, it -> changeFirst(it, area -> new Area(area.id(), NEW_WORDS, area.asks()))), Kind.AREA_RENAMED),
        AREA_ASKS_FOR_MORE(policy -> areas(policy, it -> changeFirst(it, area -> new Area(area.id(), area.name(), List.of("stars")))),
                Kind.AREA_ASKS),
        AREA_ASKS_FOR_LESS(policy -> areas(policy, it -> changeLast(it, area -> new Area(area.id(), area.name(), List.of()))),
                Kind.AREA_ASKS_NO_LONGER),
        PURPOSE_ADDED(policy -> purposes(policy, it -> with(it, Purpose::id, newPurpose())),
                Kind.PURPOSE_ADDED),
        PURPOSE_REMOVED(policy -> purposes(policy, it -> without(it)), Kind.PURPOSE_REMOVED),
        PURPOSE_NOW_ASKED(policy -> purposes(policy, it -> changeFirst(it, purpose -> basis(purpose, Purpose.Basis.CONSENT))),
                Kind.PURPOSE_NOW_ASKED),
        PURPOSE_NO_LONGER_ASKED(policy -> purposes(policy, it -> changeLast(it, purpose -> basis(purpose, Purpose.Basis.LEGITIMATE_INTEREST))),
                Kind.PURPOSE_NO_LONGER_ASKED),
        PURPOSE_REWORDED(policy -> purposes(policy, it -> changeFirst(it, purpose -> new Purpose(purpose.id(), purpose.basis(),
                purpose.name(), NEW_WORDS,
                purpose.consentMode(), purpose.refusedByGpc()))), Kind.PURPOSE_REWORDED),
        SIGNAL_MORE(policy -> purposes(policy, it -> changeLast(it, purpose -> signals(purpose, List.of("ad_storage", "ad_user_data"), true))),
                Kind.SIGNAL_ADDED),
        SIGNAL_LESS(policy -> purposes(policy, it -> changeLast(it, purpose -> signals(purpose, List.of(), true))), Kind.SIGNAL_REMOVED),
        GPC_IGNORED(policy -> purposes(policy, it -> changeLast(it, purpose -> signals(purpose, purpose.consentMode(), false))),
                Kind.GPC_REFUSES_NO_LONGER),
        GPC_HEEDED(policy -> purposes(policy, it -> changeFirst(it, purpose -> signals(purpose, purpose.consentMode(), true))), Kind.GPC_REFUSES),
        RECIPIENT_ADDED(policy -> recipients(policy, it -> with(it, Recipient::id, new Recipient("miller", "Miller", NEW_WORDS))),
                Kind.RECIPIENT_ADDED),
        RECIPIENT_REMOVED(policy -> recipients(policy, it -> without(it)), Kind.RECIPIENT_REMOVED),
        RECIPIENT_REPLACED(policy -> recipients(policy, it -> changeFirst(it, one -> new Recipient(one.id(), "Other Baker", one.receives()))),
                Kind.RECIPIENT_REPLACED),
        RECIPIENT_REWORDED(policy -> recipients(policy, it -> changeFirst(it, one -> new Recipient(one.id(), one.name(), NEW_WORDS))),
                Kind.RECIPIENT_REWORDED),
        TRACKER_ADDED(policy -> trackers(policy, it -> with(it, Tracker::name, RegisterFixture.tracker(NEW_TRACKER, "P1D"))), Kind.TRACKER_ADDED),
        TRACKER_REMOVED(policy -> trackers(policy, it -> without(it)), Kind.TRACKER_REMOVED),
        TRACKER_KEPT_LONGER(policy -> lasting(policy, "P13M"), Kind.TRACKER_LONGER),
        TRACKER_KEPT_FOR_EVER(policy -> lasting(policy, "unlimited"), Kind.TRACKER_LONGER),
        TRACKER_KEPT_FOR_LESS(policy -> lasting(policy, "P11M"), Kind.TRACKER_SHORTER),
        TRACKER_KEPT_FOR_A_SESSION(policy -> lasting(policy, "session"), Kind.TRACKER_SHORTER),
        TRACKER_KEPT_AS_LONG_WRITTEN_OTHERWISE(policy -> lasting(policy, "P12M"), Kind.TRACKER_REWORDED),
        TRACKER_FOR_OTHER_PURPOSE(policy -> tracker(policy, it -> it.purpose = "taste"), Kind.TRACKER_OTHER_PURPOSE),
        TRACKER_KEEPS_ITS_DATA(policy -> tracker(policy, it -> it.recipient = Optional.empty()), Kind.TRACKER_RECIPIENT_REMOVED),
        TRACKER_FOR_OTHER_RECIPIENT(policy -> tracker(policy, it -> it.recipient = Optional.of("miller")),
                Kind.TRACKER_RECIPIENT_ADDED, Kind.TRACKER_RECIPIENT_REMOVED),
        TRACKER_OF_OTHER_KIND(policy -> tracker(policy, it -> it.kind = Tracker.Kind.PIXEL), Kind.TRACKER_OTHER_KIND),
        TRACKER_OF_FIRST_PARTY(policy -> tracker(policy, it -> it.party = Tracker.Party.FIRST), Kind.TRACKER_OF_FIRST_PARTY),
        TRACKER_ON_MORE_HOSTS(policy -> tracker(policy, it -> it.hosts = List.of("cdn.shop.example", "ads.example")), Kind.TRACKER_HOST_ADDED),
        TRACKER_ON_OTHER_HOST(policy -> tracker(policy, it -> it.hosts = List.of("ads.example")), Kind.TRACKER_HOST_ADDED, Kind.TRACKER_HOST_REMOVED),
        TRACKER_UNDER_MORE_NAMES(policy -> tracker(policy, it -> it.names = List.of("crumb_count", "crumb_*")), Kind.TRACKER_NAME_ADDED),
        TRACKER_UNDER_OTHER_NAME(policy -> tracker(policy, it -> it.names = List.of("crumb_*")), Kind.TRACKER_NAME_ADDED, Kind.TRACKER_NAME_REMOVED),
        TRACKER_REWORDED(policy -> tracker(policy, it -> it.explanation = NEW_WORDS), Kind.TRACKER_REWORDED),
        TRACKER_OF_THIRD_PARTY(policy -> trackers(policy, all -> changeLast(all, it -> draft(it, draft -> draft.party = Tracker.Party.THIRD))),
                Kind.TRACKER_OF_THIRD_PARTY),
        BANNER_REWORDED(policy -> new FrozenPolicy(policy.register(), words(policy, Map.of("banner.title", "Good evening"))),
                Kind.WORDS_CHANGED, Kind.WORDS_CHANGED),
        ORDER(policy -> purposes(policy, PolicyChanges::reversed), Kind.ORDER_CHANGED);

        private final UnaryOperator<FrozenPolicy> change;
        private final List<Kind> told;

        Change(UnaryOperator<FrozenPolicy> change, Kind... told) {
            this.change = change;
            this.told = List.of(told);
        }

        FrozenPolicy madeTo(FrozenPolicy policy) {
            return change.apply(policy);
        }

        List<Kind> told() {
            return told;
        }
    }

    /** A tracker while it is changed. */
    private static final class Draft {

        private Tracker.Kind kind;
        private Tracker.Party party;
        private List<String> names;
        private List<String> hosts;
        private Optional<String> recipient;
        private String purpose;
        private Lifetime lifetime;
        private Text explanation;

        Draft(Tracker it) {
            kind = it.kind();
            party = it.party();
            names = it.names();
            hosts = it.hosts();
            recipient = it.recipient();
            purpose = it.purpose();
            lifetime = it.lifetime();
            explanation = it.explanation();
        }
    }

    private static FrozenPolicy lasting(FrozenPolicy policy, String lifetime) {
        return tracker(policy, it -> it.lifetime = Lifetime.parse(lifetime).orElseThrow());
    }

    private static FrozenPolicy tracker(FrozenPolicy policy, Consumer<Draft> change) {
        return trackers(policy, all -> changeFirst(all, it -> draft(it, change)));
    }

    private static Tracker draft(Tracker it, Consumer<Draft> change) {
        var draft = new Draft(it);
        change.accept(draft);
        return new Tracker(it.name(), draft.kind, draft.party, draft.names, it.provider(), draft.hosts, draft.recipient, draft.purpose,
                draft.lifetime, draft.explanation);
    }

    private static Purpose newPurpose() {
        return new Purpose("icing", Purpose.Basis.CONSENT, NEW_WORDS, NEW_WORDS, List.of(), false);
    }

    private static FrozenPolicy trackers(FrozenPolicy policy, UnaryOperator<List<Tracker>> change) {
        var it = policy.register();
        return new FrozenPolicy(new CookieRegister(it.controller(), it.sites(), it.purposes(), change.apply(it.trackers())), policy.words());
    }

    private static FrozenPolicy purposes(FrozenPolicy policy, UnaryOperator<List<Purpose>> change) {
        var it = policy.register();
        return new FrozenPolicy(new CookieRegister(it.controller(), it.sites(), change.apply(it.purposes()), it.trackers()), policy.words());
    }

    private static Purpose basis(Purpose it, Purpose.Basis basis) {
        return new Purpose(it.id(), basis, it.name(), it.explanation(), it.consentMode(), it.refusedByGpc());
    }

    private static Purpose signals(Purpose it, List<String> consentMode, boolean refusedByGpc) {
        return new Purpose(it.id(), it.basis(), it.name(), it.explanation(), consentMode, refusedByGpc);
    }

    private static FrozenPolicy areas(FrozenPolicy policy, UnaryOperator<List<Area>> change) {
        return site(policy, it -> new Site(it.id(), it.name(), it.url(), it.hosts(), List.of(), it.lifetimeDays(), change.apply(it.areas())));
    }

    private static Site hosts(Site it, List<String> hosts) {
        return new Site(it.id(), it.name(), it.url(), hosts, List.of(), it.lifetimeDays(), it.areas());
    }

    private static Site days(Site it, int lifetimeDays) {
        return new Site(it.id(), it.name(), it.url(), it.hosts(), List.of(), lifetimeDays, it.areas());
    }

    private static FrozenPolicy site(FrozenPolicy policy, UnaryOperator<Site> change) {
        var it = policy.register();
        return new FrozenPolicy(new CookieRegister(it.controller(), List.of(change.apply(policy.site())), it.purposes(), it.trackers()),
                policy.words());
    }

    private static FrozenPolicy recipients(FrozenPolicy policy, UnaryOperator<List<Recipient>> change) {
        return controller(policy, it -> new ControllerIdentity(it.id(), it.name(), it.brand(), it.registration(), it.zone(), it.languages(),
                it.address(), it.mail(), it.form(), it.privacyStatement(), it.authority(), change.apply(it.recipients())));
    }

    private static ControllerIdentity identity(ControllerIdentity it, String name, String mail, Authority authority, List<String> languages) {
        return new ControllerIdentity(it.id(), name, it.brand(), it.registration(), it.zone(), languages, it.address(), mail, it.form(),
                it.privacyStatement(), authority, it.recipients());
    }

    private static Authority authority(Authority it) {
        return new Authority(it.name(), it.address(), it.mail(), "+2", it.complaint(), it.others());
    }

    private static FrozenPolicy controller(FrozenPolicy policy, UnaryOperator<ControllerIdentity> change) {
        var it = policy.register();
        return new FrozenPolicy(new CookieRegister(change.apply(it.controller()), it.sites(), it.purposes(), it.trackers()), policy.words());
    }

    private static Map<String, Map<String, String>> words(FrozenPolicy policy, Map<String, String> changed) {
        var words = new TreeMap<String, Map<String, String>>();
        policy.words().forEach((language, old) -> {
            var all = new LinkedHashMap<>(old);
            all.putAll(changed);
            words.put(language, all);
        });
        return words;
    }

    /** Nothing stands twice in a register. */
    private static <T> List<T> with(List<T> all, Function<T, String> id, T one) {
        var more = new ArrayList<>(all);
        if (more.stream().map(id).noneMatch(id.apply(one)::equals)) {
            more.add(one);
        }
        return more;
    }

    private static <T> List<T> without(List<T> all) {
        return all.isEmpty() ? all : all.subList(0, all.size() - 1);
    }

    private static <T> List<T> changeFirst(List<T> all, UnaryOperator<T> change) {
        return all.isEmpty() ? all : changeAt(0, all, change);
    }

    private static <T> List<T> changeLast(List<T> all, UnaryOperator<T> change) {
        return all.isEmpty() ? all : changeAt(all.size() - 1, all, change);
    }

    private static <T> List<T> changeAt(int at, List<T> all, UnaryOperator<T> change) {
        var changed = new ArrayList<>(all);
        changed.set(at, change.apply(changed.get(at)));
        return changed;
    }

    private static <T> List<T> reversed(List<T> all) {
        var reversed = new ArrayList<>(all);
        Collections.reverse(reversed);
        return reversed;
    }
}
