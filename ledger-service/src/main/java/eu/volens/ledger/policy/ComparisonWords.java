package eu.volens.ledger.policy;

import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Lifetime;
import eu.volens.ledger.register.Purpose;
import eu.volens.ledger.register.Text;
import eu.volens.ledger.wording.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Says in one language in what two versions of a policy differ. */
public final class ComparisonWords {

    private final FrozenPolicy before;
    private final FrozenPolicy after;
    private final Wording wording;
    private final String language;

    /** @param language one the product speaks; what the controller does not say in it is said in the controller's first */
    public ComparisonWords(FrozenPolicy before, FrozenPolicy after, Wording wording, String language) {
        this.before = before;
        this.after = after;
        this.wording = wording;
        this.language = language;
    }

    /** A sentence for each difference, in their order. */
    public List<String> all() {
        return PolicyComparison.between(before, after).differences().stream().map(this::tell).toList();
    }

    /** One sentence. */
    public String tell(Difference difference) {
        return wording.say(language, "difference." + difference.kind().code(), subject(difference),
                value(difference, difference.before()), value(difference, difference.after()));
    }

    private String subject(Difference difference) {
        var subject = difference.subject();
        return switch (difference.kind()) {
            case PURPOSE_ADDED, PURPOSE_REMOVED, PURPOSE_NOW_ASKED, PURPOSE_NO_LONGER_ASKED, PURPOSE_REWORDED, SIGNAL_ADDED, SIGNAL_REMOVED,
                    GPC_REFUSES, GPC_REFUSES_NO_LONGER -> purpose(subject);
            case AREA_ADDED, AREA_REMOVED, AREA_RENAMED, AREA_ASKS, AREA_ASKS_NO_LONGER -> area(subject);
            case RECIPIENT_ADDED, RECIPIENT_REMOVED, RECIPIENT_REPLACED, RECIPIENT_REWORDED -> recipient(subject);
            case WORDS_CHANGED -> languageName(subject);
            case TRACKER_ADDED, TRACKER_REMOVED, TRACKER_LONGER, TRACKER_SHORTER, TRACKER_OTHER_PURPOSE, TRACKER_RECIPIENT_ADDED,
                    TRACKER_RECIPIENT_REMOVED, TRACKER_OTHER_KIND, TRACKER_OF_THIRD_PARTY, TRACKER_OF_FIRST_PARTY, TRACKER_HOST_ADDED,
                    TRACKER_HOST_REMOVED, TRACKER_NAME_ADDED, TRACKER_NAME_REMOVED, TRACKER_REWORDED, CONTROLLER_CHANGED, CONTACTS_CHANGED,
                    AUTHORITY_CHANGED, LANGUAGE_ADDED, LANGUAGE_REMOVED, SITE_RENAMED, SITE_HOST_ADDED, SITE_HOST_REMOVED, CHOICE_LONGER,
                    CHOICE_SHORTER, ORDER_CHANGED -> subject;
        };
    }

    private Object value(Difference difference, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (difference.kind()) {
            case AREA_ASKS, AREA_ASKS_NO_LONGER, TRACKER_ADDED, TRACKER_REMOVED, TRACKER_OTHER_PURPOSE -> purpose(value);
            case TRACKER_LONGER, TRACKER_SHORTER -> Lifetime.parse(value).map(it -> wording.say(language, it)).orElse(value);
            case TRACKER_RECIPIENT_ADDED, TRACKER_RECIPIENT_REMOVED -> recipient(value);
            case TRACKER_OTHER_KIND -> wording.say(language, "tracker." + value);
            case LANGUAGE_ADDED, LANGUAGE_REMOVED -> languageName(value);
            case WORDS_CHANGED, CHOICE_LONGER, CHOICE_SHORTER -> Integer.parseInt(value);
            case CONTROLLER_CHANGED, CONTACTS_CHANGED, AUTHORITY_CHANGED, SITE_RENAMED, SITE_HOST_ADDED, SITE_HOST_REMOVED,
                    AREA_ADDED, AREA_REMOVED, AREA_RENAMED, PURPOSE_ADDED, PURPOSE_REMOVED, PURPOSE_NOW_ASKED,
                    PURPOSE_NO_LONGER_ASKED, PURPOSE_REWORDED, SIGNAL_ADDED, SIGNAL_REMOVED, GPC_REFUSES, GPC_REFUSES_NO_LONGER,
                    RECIPIENT_ADDED, RECIPIENT_REMOVED, RECIPIENT_REPLACED, RECIPIENT_REWORDED, TRACKER_OF_THIRD_PARTY,
                    TRACKER_OF_FIRST_PARTY, TRACKER_HOST_ADDED, TRACKER_HOST_REMOVED, TRACKER_NAME_ADDED, TRACKER_NAME_REMOVED,
                    TRACKER_REWORDED, ORDER_CHANGED -> value;
        };
    }

    private String purpose(String id) {
        return either(id, register -> register.purpose(id).map(Purpose::name).map(this::say));
    }

    private String area(String id) {
        return either(id, register -> register.sites().getFirst().area(id).map(Area::name).map(this::say));
    }

    private String recipient(String id) {
        return either(id, register -> register.controller().recipients().stream().filter(it -> it.id().equals(id)).findFirst().map(it -> it.name()));
    }

    private String either(String id, Function<CookieRegister, Optional<String>> name) {
        return name.apply(after.register()).or(() -> name.apply(before.register())).orElse(id);
    }

    private String say(Text text) {
        return text.byLanguage().getOrDefault(language, text.byLanguage().values().iterator().next());
    }

    private String languageName(String code) {
        return Locale.of(code).getDisplayLanguage(Locale.of(language));
    }
}
