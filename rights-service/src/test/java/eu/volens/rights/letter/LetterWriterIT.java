package eu.volens.rights.letter;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.OrganisationFolder;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.LeftOut;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped letters, with what a case gives them to say. */
class LetterWriterIT {

    private static final Path SHIPPED = Path.of("..", "controllers", "belgian-mobile-id");
    private static final Organisation ORGANISATION = OrganisationFolder.read(SHIPPED);
    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final PersonId PERSON = new PersonId(CASE);
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04Z");
    private static final String RECORD = "5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60";
    private static final Links.Link LINK = new Links.Link("https://privacy.example.eu/download/abc", AT);

    private final LetterWriter writer = new LetterWriter(new LetterTemplates(SHIPPED.resolve("letters"), ORGANISATION.languages()), ORGANISATION);

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void everyRightAndEveryRulingIsAnsweredWithAllThatTheLawWantsSaid(String language) {
        for (Right right : Right.values()) {
            for (Ruling ruling : Ruling.values()) {
                CaseFacts facts = facts(language, List.of(right), List.of(decided(right, ruling, "Because of Ann & Bob."), done(right)));
                LetterKind kind = LetterKind.answering(facts);
                LetterWriter.Written letter = writer.write(kind, facts, writer.decisions(facts), Optional.of(LINK));

                assertThat(letter.unsaid()).as("%s %s", right, ruling).isEmpty();
                assertThat(kind).isEqualTo(ruling == Ruling.REFUSED ? LetterKind.REFUSAL
                        : right.isAnsweredWithData() ? LetterKind.ANSWER : LetterKind.OUTCOME);
                assertThat(letter.rendered().text()).containsIgnoringCase(Words.rights(List.of(right), language))
                        .contains(ORGANISATION.authority().complaint().in(language), ORGANISATION.rules().remedy().in(language));
                assertThat(letter.rendered().text().contains("Because of Ann & Bob.")).isEqualTo(ruling != Ruling.IN_FULL);
                assertThat(letter.rendered().html().contains("Because of Ann &amp; Bob.")).isEqualTo(ruling != Ruling.IN_FULL);
                assertThat(letter.rendered().text().contains(ORGANISATION.holderName("consent-ledger", language))).as("who carried it out")
                        .isEqualTo(ruling.isGranted());
                assertThat(letter.rendered().text().contains(LINK.address())).isEqualTo(kind == LetterKind.ANSWER);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void everyGroundAndReasonHasWords(String language) {
        for (Ground ground : Ground.values()) {
            Right right = Arrays.stream(Right.values()).filter(ground::appliesTo).findFirst().orElseThrow();
            RightDecided refused = new RightDecided(CASE, "2026-000123", PERSON, right, Ruling.REFUSED, List.of(ground), List.of(),
                    Personal.of("why"), "dpo",
                    Status.IN_REVIEW, AT);
            String text = new AnswerWords(ORGANISATION, language).decisions(facts(language, List.of(right), List.of(refused))).text();
            assertThat(text).as(ground.name()).contains(language.equals("fr") ? "RGPD" : language.equals("en") ? "GDPR" : language.equals("nl") ? "AVG" : "DSGVO");
        }
        for (ExtensionReason reason : ExtensionReason.values()) {
            CaseFacts facts = facts(language, List.of(Right.ACCESS), List.of());
            LetterWriter.Written letter = writer.write(LetterKind.EXTENSION, facts, writer.extension(facts, reason, "Three systems hold them."), Optional.empty());
            assertThat(letter.unsaid()).isEmpty();
            assertThat(letter.rendered().text()).contains("Three systems hold them.", Words.day(LocalDate.of(2026, 4, 7), language),
                    Words.day(LocalDate.of(2026, 6, 8), language));
        }
    }

    @Test
    void severalRightsAreEachAnsweredAlsoBesideAPackage() {
        CaseFacts facts = facts("en", List.of(Right.ACCESS, Right.ERASURE, Right.OBJECTION), List.of(
                decided(Right.ACCESS, Ruling.IN_PART, "Names of others are left out."), decided(Right.ERASURE, Ruling.IN_FULL, ""),
                decided(Right.OBJECTION, Ruling.REFUSED, "A claim is open."), done(Right.ERASURE)));
        LetterWriter.Written letter = writer.write(LetterKind.answering(facts), facts, writer.decisions(facts), Optional.of(LINK));

        assertThat(letter.rendered().text()).contains(LINK.address(), """
                Access to your data (Article 15 GDPR): you get a part of it.
                Why not all of it: Names of others are left out.
                This rests on: we could not find out whose data these are (Articles 11(2) and 12(2) GDPR).

                Erasure of your data (Article 17 GDPR): done in full.
                Carried out by: Consent ledger.

                Objection to the processing of your data (Article 21 GDPR): refused.
                Why: A claim is open.""");
    }

    @Test
    void whatIsNotDecidedOrNotReasonedCannotBeSent() {
        CaseFacts undecided = facts("en", List.of(Right.ACCESS, Right.ERASURE), List.of());
        CaseFacts bare = facts("en", List.of(Right.ERASURE), List.of(decided(Right.ERASURE, Ruling.REFUSED, " ")));
        CaseFacts before = facts("en", List.of(Right.ERASURE), List.of(decided(Right.ERASURE, Ruling.REFUSED, "an old reason"),
                new RequestReopened(CASE, "2026-000123", PERSON, Personal.of(""), "dpo", Status.IN_REVIEW, AT)));

        for (CaseFacts facts : List.of(undecided, bare, before)) {
            LetterWriter.Written letter = writer.write(LetterKind.OUTCOME, facts, writer.decisions(facts), Optional.empty());
            assertThat(letter.unsaid()).contains(Mention.DECISIONS);
            assertThat(letter.rendered().text()).doesNotContain("an old reason");
        }
        assertThat(writer.write(LetterKind.CLARIFICATION, undecided, writer.question(" \n"), Optional.empty()).unsaid()).containsExactly(Mention.QUESTION);
    }

    @Test
    void whatTheDpoWritesStaysTextAndKeepsItsParagraphs() {
        CaseFacts facts = facts("en", List.of(Right.ACCESS), List.of());
        LetterWriter.Written letter = writer.write(LetterKind.CLARIFICATION, facts,
                writer.question(" Which shop?\r\n\r\n\r\n<script>[(${remedy})]</script>  \r\n"), Optional.empty());

        assertThat(letter.unsaid()).isEmpty();
        assertThat(letter.rendered().text()).contains("Which shop?\n\n<script>[(${remedy})]</script>\n");
        assertThat(letter.rendered().html()).contains("&lt;script&gt;[(${remedy})]&lt;/script&gt;").doesNotContain("<script");
    }

    @Test
    void anIdentityLetterHasAQuestionAndRightsOnlyWhenThereAreAny() {
        Optional<Links.Link> link = Optional.of(new Links.Link("https://privacy.example.eu/identity/abc", AT));
        CaseFacts known = facts("en", List.of(Right.ACCESS), List.of());
        CaseFacts unknown = facts("en", List.of(), List.of());

        assertThat(writer.write(LetterKind.IDENTITY, known, writer.question("In which year did you sign up?"), link)).satisfies(letter -> {
            assertThat(letter.unsaid()).isEmpty();
            assertThat(letter.rendered().text()).contains("access to your data", "In which year did you sign up?", "/identity/abc");
        });
        assertThat(writer.write(LetterKind.IDENTITY, unknown, writer.question(""), link)).satisfies(letter -> {
            assertThat(letter.unsaid()).isEmpty();
            assertThat(letter.rendered().text()).doesNotContain("found this request", "question", "\n\n\n");
        });
    }

    @Test
    void aRecipientHearsWhatToDoAndNoMoreOfThePersonThanThat() {
        Organisation.Notice meta = new Organisation.Notice("meta", "notices@meta.example", "nl");
        CaseFacts facts = facts("fr", List.of(Right.ACCESS, Right.ERASURE, Right.RESTRICTION), List.of(decided(Right.ACCESS, Ruling.IN_FULL, ""),
                decided(Right.ERASURE, Ruling.IN_FULL, ""), decided(Right.RESTRICTION, Ruling.REFUSED, "a private reason")));
        LetterWriter.Written letter = writer.write(LetterKind.RECIPIENT, facts, writer.notice(facts, meta), Optional.empty());

        assertThat(letter.language()).isEqualTo("nl");
        assertThat(letter.unsaid()).isEmpty();
        assertThat(letter.rendered().text()).contains("Meta (Facebook)", RECORD, "artikel 17 AVG")
                .doesNotContain("lea@example.org", "Léa", "artikel 15", "artikel 18", "a private reason");
    }

    private static RightDecided decided(Right right, Ruling ruling, String reasons) {
        return new RightDecided(CASE, "2026-000123", PERSON, right, ruling,
                ruling == Ruling.IN_FULL ? List.of() : List.of(Ground.NOT_IDENTIFIED), List.of(),
                Personal.of(ruling == Ruling.IN_FULL ? "" : reasons), "dpo", Status.IN_REVIEW, AT);
    }

    private static TaskDone done(Right right) {
        return new TaskDone(CASE, "2026-000123", PERSON, right, "consent-ledger", Personal.of(""), "dpo", Status.IN_REVIEW, AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void whoseMessageCouldNotBeReadWholeIsToldAndNobodyElse(String language) {
        Links.Link link = new Links.Link("https://privacy.example.eu/identity/abc", AT);
        for (LetterKind kind : List.of(LetterKind.ACKNOWLEDGEMENT, LetterKind.RECEIPT)) {
            List<String> texts = Stream.of(List.<Attention>of(), List.of(Attention.MAIL_TOO_LARGE), List.of(Attention.MAIL_UNREADABLE))
                    .map(attention -> writer.write(kind, facts(language, List.of(Right.ACCESS), List.of(), attention), LetterWriter.Own.NOTHING,
                            Optional.of(link)).rendered().text()).toList();
            assertThat(texts).doesNotHaveDuplicates().allSatisfy(text -> assertThat(text).doesNotContain("\n\n\n"));
            assertThat(texts.get(0).length()).isLessThan(Math.min(texts.get(1).length(), texts.get(2).length()));
        }
    }

    private static CaseFacts facts(String language, List<Right> rights, List<RequestEvent> events) {
        return facts(language, rights, events, List.of());
    }

    private static CaseFacts facts(String language, List<Right> rights, List<RequestEvent> events, List<Attention> attention) {
        Map<Right, Ruling> rulings = new EnumMap<>(Right.class);
        for (RequestEvent event : events) {
            if (event instanceof RightDecided decided) {
                rulings.put(decided.right(), decided.ruling());
            } else if (event instanceof RequestReopened) {
                rulings.clear();
            }
        }
        boolean data = rights.stream().anyMatch(right -> right.isAnsweredWithData() && rulings.get(right) != Ruling.REFUSED);
        return new CaseFacts(events, CASE, "2026-000123", PERSON, rights, attention, Status.IN_REVIEW, language, "mail", AT,
                new Deadline(LocalDate.of(2026, 3, 6), LocalDate.of(2026, 4, 7), LocalDate.of(2026, 6, 8), "Europe/Brussels", "BE-legal-10/1"),
                Personal.of("lea@example.org"), Personal.of("Léa"), Personal.of(List.of(RECORD)), Set.of(), null, rulings, Map.of(), true, Set.of(),
                false, data, LeftOut.NOTHING);
    }
}
