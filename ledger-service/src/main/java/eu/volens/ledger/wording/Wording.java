package eu.volens.ledger.wording;

import eu.volens.ledger.register.Lifetime;
import eu.volens.ledger.register.Tracker;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Words by language and key, from {@code ledger/messages_*.properties}. Immutable. */
public final class Wording {

    /** Every language the product speaks, ISO 639-1. A controller uses some or all of them. */
    public static final Set<String> LANGUAGES = Set.of("fr", "nl", "de", "en");

    /** Keys that begin so are read by visitors, and so are part of the policy they decide on. */
    private static final List<String> SHOWN_TO_VISITORS = List.of("banner.", "policy.", "lifetime.", "tracker.");

    private final Map<String, SortedMap<String, String>> byLanguage;
    private final Map<String, ? extends Map<String, String>> frozen;

    private Wording(Map<String, SortedMap<String, String>> byLanguage, Map<String, ? extends Map<String, String>> frozen) {
        this.byLanguage = byLanguage;
        this.frozen = frozen;
    }

    /** Reads every language from the class path. */
    public static Wording load() {
        var byLanguage = new TreeMap<String, SortedMap<String, String>>();
        for (var language : LANGUAGES) {
            byLanguage.put(language, read("/ledger/messages_" + language + ".properties"));
        }
        return new Wording(byLanguage, Map.of());
    }

    /**
     * These words as they were when a policy was published; what was not known then is as it is now.
     *
     * @param published language, then key, then words
     */
    public Wording frozen(Map<String, ? extends Map<String, String>> published) {
        return new Wording(byLanguage, published);
    }

    private Map<String, String> frozen(String language) {
        var words = frozen.get(language);
        return words == null ? Map.of() : words;
    }

    private static SortedMap<String, String> read(String resource) {
        try (var in = Wording.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing on the class path: " + resource);
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            var words = new TreeMap<String, String>();
            properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What visitors read, in the given languages: language, then key, then words. */
    public SortedMap<String, SortedMap<String, String>> shownToVisitors(List<String> languages) {
        var shown = new TreeMap<String, SortedMap<String, String>>();
        for (var language : languages) {
            var words = new TreeMap<>(byLanguage.get(language));
            words.keySet().removeIf(key -> SHOWN_TO_VISITORS.stream().noneMatch(key::startsWith));
            shown.put(language, words);
        }
        return shown;
    }

    /** The words whose keys begin with {@code prefix}, by the rest of the key. */
    public SortedMap<String, String> section(String language, String prefix) {
        var section = new TreeMap<String, String>();
        byLanguage.get(language).tailMap(prefix).entrySet().stream().takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> section.put(entry.getKey().substring(prefix.length()), say(language, entry.getKey())));
        return section;
    }

    /** @throws IllegalArgumentException for a key that is not there: every language is tested to have every key */
    public String say(String language, String key) {
        var words = frozen(language).getOrDefault(key, byLanguage.get(language).get(key));
        if (words == null) {
            throw new IllegalArgumentException("No words for '" + key + "' in '" + language + "'");
        }
        return words;
    }

    /** @param filledIn for the {@code {0}}, {@code {1}} of the words, a {@link MessageFormat} */
    public String say(String language, String key, Object... filledIn) {
        return filledIn.length == 0 ? say(language, key) : new MessageFormat(say(language, key), Locale.of(language)).format(filledIn);
    }

    /** What a tracker is, as people say it: {@code Cookie}, {@code Local storage, of a third party}. */
    public String technique(String language, Tracker tracker) {
        var kind = say(language, "tracker." + tracker.kind().code());
        return switch (tracker.party()) {
            case FIRST -> kind;
            case THIRD -> kind + say(language, "tracker.third");
        };
    }

    /** A lifetime as people say it: {@code 365 jours}, {@code 1 hour}. */
    public String say(String language, Lifetime lifetime) {
        return switch (lifetime) {
            case Lifetime.Session() -> say(language, "lifetime.session");
            case Lifetime.Unlimited() -> say(language, "lifetime.unlimited");
            case Lifetime.Lasting(var code, var amounts) ->
                    amounts.stream().map(amount -> say(language, amount)).collect(Collectors.joining(" "));
        };
    }

    private String say(String language, Lifetime.Amount amount) {
        var unit = "lifetime." + amount.unit().name().toLowerCase(Locale.ROOT);
        return say(language, amount.number() == 1 ? unit + ".one" : unit + ".many").replace("{0}", Integer.toString(amount.number()));
    }
}
