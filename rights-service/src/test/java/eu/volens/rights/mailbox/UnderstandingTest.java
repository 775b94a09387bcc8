package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.language.LanguageGuess;
import eu.volens.rights.recognition.RightRules;
import eu.volens.rights.request.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How well messages are understood, measured on {@link LabelledMails}, with those no rule was made for told apart. */
class UnderstandingTest {

    private static final LanguageGuess LANGUAGE = new LanguageGuess(LabelledMails.LANGUAGES);
    private static final MailAddress OWN = MailAddress.of("privacy@example.com").orElseThrow();
    private static final Path PAGE = Path.of("../docs/formats/recognition.md");

    private static final Tally SEEN = new Tally();
    private static final Tally HELD_OUT = new Tally();

    static {
        LabelledMails.all().forEach(labelled -> (labelled.heldOut() ? HELD_OUT : SEEN).add(labelled));
    }

    @Test
    void thereAreEnoughMessagesOfEveryKindInEveryLanguage() {
        assertThat(LabelledMails.all()).hasSizeGreaterThanOrEqualTo(200);
        for (String language : LabelledMails.LANGUAGES) {
            assertThat(LabelledMails.all().stream().filter(mail -> mail.language().equals(language) && !mail.request())).hasSizeGreaterThanOrEqualTo(15);
            for (Right right : Right.values()) {
                assertThat(LabelledMails.all().stream().filter(mail -> mail.language().equals(language) && mail.rights().contains(right)))
                        .as(language + " " + right).hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void hardlyAnyRequestIsSetAside() {
        assertThat(SEEN.of("is a request").recall()).isGreaterThanOrEqualTo(0.98);
        assertThat(HELD_OUT.of("is a request").recall()).isGreaterThanOrEqualTo(0.98);
        assertThat(SEEN.of("is a request").precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(HELD_OUT.of("is a request").precision()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void rightsAreFoundAndNotInvented() {
        for (Right right : Right.values()) {
            assertThat(SEEN.of(name(right)).recall()).as(name(right)).isGreaterThanOrEqualTo(0.85);
            assertThat(SEEN.of(name(right)).precision()).as(name(right)).isGreaterThanOrEqualTo(0.95);
        }
        assertThat(HELD_OUT.of("any right").recall()).isGreaterThanOrEqualTo(0.65);
        assertThat(HELD_OUT.of("any right").precision()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void theLanguageIsTold() {
        for (String language : LabelledMails.LANGUAGES) {
            assertThat(SEEN.of("in " + language).recall()).as(language).isGreaterThanOrEqualTo(0.95);
            assertThat(HELD_OUT.of("in " + language).recall()).as(language).isGreaterThanOrEqualTo(0.95);
        }
    }

    /** What is told to the reader of the page is what is measured. */
    @Test
    void thePageTellsTheseFigures() throws IOException {
        String page = Files.readString(PAGE);
        for (String row : rows()) {
            assertThat(page).contains(row);
        }
    }

    private static List<String> rows() {
        return SEEN.scores.keySet().stream().map(what -> "| " + what + " | " + SEEN.of(what) + " | " + HELD_OUT.of(what) + " |").toList();
    }

    private static String name(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }

    private static final class Tally {

        private final Map<String, Score> scores = new LinkedHashMap<>();

        private Score of(String what) {
            return scores.computeIfAbsent(what, _ -> new Score());
        }

        private void add(LabelledMails labelled) {
            ReadMail mail = labelled.mail();
            List<Right> rights = RightRules.find(mail.subject(), mail.ownText());
            of("is a request").add(labelled.request(), Triage.of(mail, OWN, false, rights) instanceof Triage.OpenCase);
            Set<Right> found = EnumSet.noneOf(Right.class);
            found.addAll(rights);
            for (Right right : Right.values()) {
                of(name(right)).add(labelled.rights().contains(right), found.contains(right));
                of("any right").add(labelled.rights().contains(right), found.contains(right));
            }
            String guess = LANGUAGE.of(mail.subject() + "\n" + mail.ownText());
            LabelledMails.LANGUAGES.forEach(language -> of("in " + language).add(labelled.language().equals(language), guess.equals(language)));
        }
    }

    private static final class Score {

        private int right;
        private int missed;
        private int invented;

        private void add(boolean is, boolean said) {
            right += is && said ? 1 : 0;
            missed += is && !said ? 1 : 0;
            invented += !is && said ? 1 : 0;
        }

        private double recall() {
            return (double) right / (right + missed);
        }

        private double precision() {
            return (double) right / (right + invented);
        }

        /** Recall and precision, with what they are made of. */
        @Override
        public String toString() {
            return "%d of %d | %d of %d".formatted(right, right + missed, right, right + invented);
        }
    }
}
