package eu.volens.rights.page;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.rights.deadline.Rule;
import eu.volens.rights.door.Channel;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.letter.LetterKind;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile.ExtensionState;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Refusal;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/rights/templates");
    private static final Pattern NAMED_IN_TEMPLATE = Pattern.compile(
            "#\\{([a-z0-9.-]+)|msg\\('([a-z0-9.-]+[a-z0-9])'[,)]");

    @Test
    void everyTextThatAPageNamesExists() throws IOException {
        Set<String> named = new TreeSet<>();
        try (var files = Files.walk(TEMPLATES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                NAMED_IN_TEMPLATE.matcher(Files.readString(file)).results()
                        .map(match -> Stream.of(1, 2).map(match::group).filter(Objects::nonNull).findFirst().orElseThrow())
                        .forEach(named::add);
            }
        }

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(texts("en").stringPropertyNames()).containsAll(named);
    }

    @Test
    void everythingACaseCanBeHasWords() {
        assertThat(texts("en").stringPropertyNames())
                .containsAll(keys(Status.values(), status -> "status." + status.wireName()))
                .containsAll(keys(Status.values(), status -> "case.now." + status.wireName()))
                .containsAll(keys(Right.values(), right -> "right." + right.wireName()))
                .containsAll(keys(Right.values(), right -> "right." + right.wireName() + ".article"))
                .containsAll(keys(Right.values(), right -> "right." + right.wireName() + ".person"))
                .containsAll(keys(Attention.values(), attention -> "attention." + attention.wireName()))
                .containsAll(keys(Attention.values(), attention -> "attention." + attention.wireName() + ".next"))
                .containsAll(keys(Refusal.values(), refusal -> "refusal." + refusal.wireName()))
                .containsAll(keys(ErasureDesk.Refused.values(), refused -> "refusal." + refused.wireName()))
                .containsAll(keys(HoldGround.values(), ground -> "hold.ground." + ground.wireName()))
                .containsAll(keys(HoldGround.values(), ground -> "hold.ground." + ground.wireName() + ".hint"))
                .containsAll(keys(Outcome.values(), outcome -> "outcome." + outcome.wireName()))
                .containsAll(keys(Actor.values(), actor -> "actor." + actor.wireName()));
    }

    @Test
    void everythingADpoCanDecideAndSeeHasWords() {
        assertThat(texts("en").stringPropertyNames())
                .containsAll(keys(Ruling.values(), ruling -> "ruling." + ruling.wireName()))
                .containsAll(keys(Ruling.values(), ruling -> "ruling." + ruling.wireName() + ".hint"))
                .containsAll(keys(Ground.values(), ground -> "ground." + ground.wireName()))
                .containsAll(keys(Ground.values(), ground -> "ground." + ground.wireName() + ".article"))
                .containsAll(keys(Doubt.values(), doubt -> "doubt." + doubt.wireName()))
                .containsAll(keys(Doubt.values(), doubt -> "doubt." + doubt.wireName() + ".more"))
                .containsAll(keys(IdentityMethod.values(), method -> "identity.method." + method.wireName()))
                .containsAll(keys(ExtensionReason.values(), reason -> "extension.reason." + reason.wireName()))
                .containsAll(keys(ExtensionState.values(), state -> "extension.state." + state.wireName()))
                .containsAll(keys(Milestone.values(), milestone -> "milestone." + milestone.wireName()))
                .containsAll(keys(Rule.values(), rule -> "clock.step." + rule.wireName()))
                .containsAll(keys(LetterKind.values(), letter -> "letter." + letter.wireName()))
                .containsAll(keys(Channel.values(), channel -> "channel." + channel.wireName()))
                .containsAll(keys(Move.values(), move -> "move." + move.path()))
                .containsAll(keys(Attention.values(), attention -> "attention." + attention.wireName() + ".badge"));
    }

    /** Read from the code itself: a new step that nobody can name fails here, not on a page. */
    @Test
    void everyStepHasWords() throws IOException {
        var named = Pattern.compile("step\\(e, (?:e\\.confirmed\\(\\) \\? )?\"([a-z-]+)\"(?: : \"([a-z-]+)\")?")
                .matcher(Files.readString(Path.of("src/main/java/eu/volens/rights/request/Steps.java"))).results()
                .flatMap(step -> Stream.of(step.group(1), step.group(2))).filter(Objects::nonNull).map(step -> "step." + step).toList();

        assertThat(named).hasSizeGreaterThanOrEqualTo(RequestEvent.class.getPermittedSubclasses().length - 1);
        assertThat(texts("en").stringPropertyNames()).containsAll(named).contains("step.closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void textsThatTakeValuesCanTakeThem(String language) {
        var texts = texts(language);
        texts.stringPropertyNames().stream().filter(key -> !key.startsWith("format.")).forEach(key -> {
            var text = texts.getProperty(key);
            assertThat(text).as(key).doesNotContain("'");
            if (text.contains("{")) {
                assertThat(new MessageFormat(text, Locale.of(language)).format(new Object[] {2, 2, 2})).as(key)
                        .doesNotContain("{");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de"})
    void theSameValuesAreNamedInEveryLanguage(String language) {
        var english = texts("en");
        var texts = texts(language);
        assertThat(texts.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        english.stringPropertyNames().forEach(key ->
                assertThat(values(texts.getProperty(key))).as(key).isEqualTo(values(english.getProperty(key))));
    }

    @ParameterizedTest
    @CsvSource({"en, 0, due today", "en, 1, 1 day left", "en, 12, 12 days left", "fr, 1, 1 jour restant", "nl, 2, nog 2 dagen",
            "de, 1, noch 1 Tag"})
    void daysAreCountedInWords(String language, int days, String words) {
        assertThat(new MessageFormat(texts(language).getProperty("days.left"), Locale.of(language)).format(new Object[] {days}))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void daysAndTimesHaveAPattern(String language) {
        var texts = texts(language);
        var moment = LocalDateTime.of(2026, 11, 3, 9, 12, 4);
        for (var key : Set.of("format.day", "format.short-day", "format.short-day-year", "format.moment", "format.second")) {
            assertThat(DateTimeFormatter.ofPattern(texts.getProperty(key), Locale.of(language)).format(moment)).as(key)
                    .contains("3");
        }
    }

    private static Set<String> values(String text) {
        return Pattern.compile("\\{(\\d)").matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Set<String> keys(T[] values, Function<T, String> key) {
        return Arrays.stream(values).map(key).collect(Collectors.toSet());
    }

    private static Properties texts(String language) {
        var file = language.equals("en") ? "/rights/messages.properties" : "/rights/messages_" + language + ".properties";
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            var texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
