package eu.volens.ledger.wording;

import eu.volens.ledger.register.Lifetime;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    private final Map<String, SortedMap<String, String>> byLanguage = new TreeMap<>();

    private Wording() {}

    /** Reads every language from the class path. */
    public static Wording load() {
        var wording = new Wording();
        for (var language : LANGUAGES) {
            wording.byLanguage.put(language, read("/ledger/messages_" + language + ".properties"));
        }
        return wording;
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
                .forEach(entry -> section.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return section;
    }

    /** @throws IllegalArgumentException for a key that is not there: every language is tested to have every key */
    public String say(String language, String key) {
        var words = byLanguage.get(language).get(key);
        if (words == null) {
            throw new IllegalArgumentException("No words for '" + key + "' in '" + language + "'");
        }
        return words;
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
