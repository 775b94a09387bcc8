package eu.volens.rights.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Browser;
import eu.volens.rights.Browser.Page;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.Right;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Every page in every state and language: there, well formed, usable without scripts, and harmless whatever people write. */
class GalleryIT {
    private static final String CASE = "/console/cases/";

    private static ConfigurableApplicationContext gallery;
    private static String password = "";
    private static Browser dpo;

    @BeforeAll
    static void open() {
        gallery = OpenGallery.get().context();
        password = OpenGallery.get().password();
        dpo = browser();
        assertThat(dpo.signIn("dpo", password).location()).isEqualTo("/console");
    }

    /** Status and address; a number at the end stands for an invented id. */
    private static final String PAGES = """
            200 /login
            200 /login?failed
            200 /login?ended
            200 /console
            200 /console?show=to-review
            200 /console?show=late
            200 /console?show=came-back
            200 /console?show=not-confirmed
            200 /console?show=closed&page=7
            200 /console?number=nothing
            404 /console?show=everything
            200 /console/cases/1
            200 /console/cases/2
            200 /console/cases/3
            200 /console/cases/4
            200 /console/cases/5
            200 /console/cases/6
            200 /console/cases/7
            200 /console/cases/9
            200 /console/cases/10
            200 /console/cases/11
            200 /console/cases/12
            200 /console/cases/13
            200 /console/cases/14
            200 /console/cases/15
            404 /console/cases/999
            404 /console/cases/half-an-id
            200 /console/cases/1/approve
            200 /console/cases/8/approve
            200 /console/cases/1/classify
            200 /console/cases/1/close
            200 /console/cases/1/decide/access
            404 /console/cases/1/decide/erasure
            200 /console/cases/1/merge
            200 /console/cases/5/close
            200 /console/cases/5/send-again
            200 /console/cases/7/extend
            200 /console/cases/9/reopen
            200 /console/cases/10/ask-clarification
            200 /console/cases/10/record-clarification
            200 /console/cases/10/extend
            200 /console/cases/10/decide/erasure
            200 /console/cases/10/decide/rectification
            200 /console/cases/10/carry-out
            200 /console/cases/10/withdraw
            200 /console/cases/11/ask-identity
            200 /console/cases/11/judge-identity
            200 /console/cases/11/merge
            200 /console/cases/13/decide/access
            200 /console/cases/1/hold
            200 /console/cases/4/erase
            200 /console/cases/1/erase
            404 /console/cases/999/erase
            200 /console/password
            200 /console/set-aside
            200 /console/set-aside/401
            200 /console/set-aside/403
            404 /console/set-aside/999
            200 /identity/open
            200 /identity/confirmed
            200 /identity/open/withdraw
            200 /identity/confirmed/withdraw
            200 /identity/withdrawn
            404 /identity/nonsense/withdraw
            404 /identity/expired
            404 /identity/nonsense
            410 /identity/closed
            200 /download/ready
            410 /download/gone
            409 /download/busy
            404 /download/expired
            404 /nowhere
            """;

    static Stream<Arguments> pages() {
        var number = Pattern.compile("(?<=/)\\d+");
        return Stream.of("fr", "nl", "de", "en").flatMap(language -> PAGES.lines().map(line -> {
            var address = number.matcher(line.substring(4))
                    .replaceAll(id -> InventedCases.id(Integer.parseInt(id.group())).toString());
            return Arguments.of(address, language, Integer.parseInt(line.substring(0, 3)));
        }));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageIsThereInThisLanguageAndUsableByEverybody(String address, String language, int status) {
        var page = dpo.get(address + (address.contains("?") ? "&" : "?") + "lang=" + language);

        assertThat(page.status()).isEqualTo(status);
        var document = page.document();
        assertThat(document.selectFirst("html").attr("lang")).isEqualTo(language);
        assertThat(page.body()).doesNotContain("??").doesNotContain("#{");
        assertThat(document.select("h1")).hasSize(1);
        assertThat(document.select("main#main, header, footer")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(document.select("script, iframe:not([sandbox='']), [onclick], [onerror], [style]")).isEmpty();
        assertThat(document.title()).endsWith(" · Volens");
        assertUsable(address, document);
    }

    /** What is filled in has a name, what is referred to exists, ids are used once, and the console's forms carry their token. */
    private static void assertUsable(String address, Document document) {
        for (var field : document.select("input:not([type=hidden], [hidden]), textarea, select")) {
            assertThat(field.closest("label") != null || document.selectFirst("label[for=" + field.id() + "]") != null)
                    .as(address + " " + field).isTrue();
        }
        assertThat(document.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        for (var attribute : List.of("aria-labelledby", "aria-describedby")) {
            document.select("[" + attribute + "]").eachAttr(attribute).stream().flatMap(ids -> Stream.of(ids.split(" ")))
                    .forEach(id -> assertThat(document.getElementById(id)).as(address + " " + id).isNotNull());
        }
        document.select("form[method=post]").forEach(form -> assertThat(address.startsWith("/identity")
                || address.startsWith("/download")
                || form.selectFirst("input[name=_csrf]") != null).as(form.attr("action")).isTrue());
    }

    @Test
    void whateverPeopleWriteStaysText() {
        var page = dpo.get(CASE + InventedCases.UNREADABLE + "?lang=en");

        assertThat(page.text()).contains("<script>alert(1)</script>", "${7*7}");
        assertThat(page.body()).doesNotContain("<script").doesNotContain("<img src=x").doesNotContain("[[49]]");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'none'");
    }

    @Test
    void aFailureOfOursIsSaidInWordsAndTellsNothing() {
        var page = dpo.get(CASE + InventedCases.FAILING + "?lang=en");

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text()).contains("Something failed on our side", "To the inbox");
        assertThat(page.body()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'none'");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void theInboxPutsTheMostUrgentFirstAndCounts() {
        var inbox = dpo.get("/console?lang=en").document();

        assertThat(inbox.select("tbody th a").eachText()).startsWith("2026-000118", "2026-000125");
        assertThat(inbox.select("tbody td:last-child .badge--overdue").eachText()).containsExactly("3 days late");
        assertThat(inbox.select(".figure-tile strong").eachText()).containsExactly("12", "4", "1", "1");
        assertThat(inbox.select("tbody th a").eachText()).doesNotContain("2026-000101");
    }

    @Test
    void theInboxCanBeSearchedByNumber() {
        assertThat(dpo.get("/console?number=000126").document().select("tbody th a").eachText()).containsExactly("2026-000126");
    }

    @Test
    void aHeldPersonIsErasedOnlyOnceTheHoldIsLiftedAndTheNumberTyped() {
        var address = CASE + InventedCases.CLOSED_BY_HAND;
        var held = dpo.get(address + "?lang=en");
        assertThat(held.text()).contains("Held since 20 November 2026", "Legal claims", "<script>alert(1)</script>");
        assertThat(held.document().select("a[href$=/erase]")).isEmpty();
        var refused = dpo.get(address + "/erase");
        assertThat(refused.text()).contains("Held: it cannot be erased", "Legal claims", "<script>alert(1)</script>");
        assertThat(refused.document().select("form[action$=/erase]")).isEmpty();

        var lifted = dpo.follow(dpo.submit(held, address + "/hold/" + InventedCases.id(901) + "/lift", Map.of()));
        assertThat(lifted.text()).contains("The hold was lifted", "Kept, sealed");
        var page = dpo.get(address + "/erase");
        var other = dpo.submit(page, address + "/erase", Map.of("number", "2026-000999"));
        assertThat(other.location()).isEqualTo(address + "/erase");
        assertThat(dpo.follow(other).text()).contains("Nothing was changed", "not the number of this case");

        var done = dpo.submit(page, address + "/erase", Map.of("number", " 2026-000110 "));
        assertThat(done.location()).isEqualTo(address);
        assertThat(dpo.follow(done).text()).contains("The person is erased", "Certificate: position 1041 in the log", "event_log");
        assertThat(dpo.get(address + "/erase").location()).isEqualTo(address);
    }

    @Test
    void aHoldNeedsAGroundAndAReason() {
        var address = CASE + InventedCases.ANSWERED;
        var page = dpo.get(address + "/hold?lang=en");
        var nothing = dpo.submit(page, address + "/hold", Map.of("ground", "LEGAL_CLAIMS", "reason", " "));
        assertThat(dpo.follow(nothing).text()).contains("Say why, and on which ground");

        var placed = dpo.submit(page, address + "/hold", Map.of("ground", "LEGAL_OBLIGATION", "reason", "tax law, until 2033"));

        assertThat(dpo.follow(placed).text()).contains("The hold stands", "Legal obligation", "tax law, until 2033", "placed by dpo");
    }

    @Test
    void anEmptyInboxSaysWhereToWrite() {
        var cases = (InventedCases) gallery.getBean(Cases.class);
        cases.empty = true;
        try {
            assertThat(dpo.get("/console?lang=en").text()).contains("No requests yet", "privacy@itsme.be");
        } finally {
            cases.empty = false;
        }
    }

    @Test
    void aCaseShowsItsDataAsTablesAndAsJson() {
        var page = dpo.get(CASE + InventedCases.IN_REVIEW + "?lang=en").document();

        assertThat(page.select(".table tbody tr")).hasSize(4);
        assertThat(page.select(".table").text()).contains("withdrawn", "refuse all");
        assertThat(page.select("pre code").text()).contains("\"holder\" : \"consent-ledger\"", "\"refuse-all\"");
        assertThat(page.select(".clock").text()).contains("14", "7 December 2026");
    }

    @Test
    void withoutTheAuditTrailTheOwnLogIsShownAndSaidToBe() {
        var page = dpo.get(CASE + InventedCases.IN_REVIEW + "?lang=en");

        assertThat(page.text()).contains("The audit trail cannot be reached", "The person confirmed that it was them");
    }

    @Test
    void approvingAsksFirstThenSendsOneCommandAndCannotBeRepeated() {
        var address = CASE + InventedCases.FOUND_NOTHING;
        var question = dpo.get(address + "/approve?lang=en");
        assertThat(question.text()).contains("anonyme@exemple.be", "no consent record", "Nothing was found about this person");
        assertThat(carriedOut(ApproveAnswer.class)).isEmpty();

        var done = dpo.submit(question, address + "/approve", Map.of());
        assertThat(done.status()).isEqualTo(302);
        assertThat(done.location()).isEqualTo(address);
        assertThat(dpo.follow(done).text()).contains("Approved");
        assertThat(dpo.submit(question, address + "/approve", Map.of()).location()).isEqualTo(address);
        assertThat(dpo.get(address).text()).contains("The case has moved on meanwhile");

        assertThat(carriedOut(ApproveAnswer.class)).singleElement()
                .satisfies(command -> assertThat(command.by()).isEqualTo("dpo"))
                .satisfies(command -> assertThat(command.caseId()).isEqualTo(InventedCases.FOUND_NOTHING));
    }

    @Test
    void aCaseThatCannotBeApprovedOffersNoApproval() {
        assertThat(dpo.get(CASE + InventedCases.AWAITING).document().select("a[href$=approve]")).isEmpty();
        assertThat(dpo.get(CASE + InventedCases.AWAITING + "/approve").location()).isEqualTo(CASE + InventedCases.AWAITING);
    }

    @Test
    void somebodySaysWhatIsAsked() {
        var address = CASE + InventedCases.UNREADABLE;

        var done = dpo.submit(dpo.get(address), address + "/classify", Map.of("right", "ERASURE"));

        assertThat(done.location()).isEqualTo(address);
        assertThat(carriedOut(ClassifyRequest.class)).singleElement()
                .satisfies(command -> assertThat(command.rights()).containsExactly(Right.ERASURE));
    }

    @Test
    void aCaseIsClosedByHandWithANote() {
        var address = CASE + InventedCases.OVERDUE;

        var done = dpo.submit(dpo.get(address + "/close"), address + "/close",
                Map.of("outcome", "HANDLED_BY_HAND", "note", "  Erased by the web shop on 20 November.  "));

        assertThat(done.location()).isEqualTo(address);
        assertThat(carriedOut(CloseRequest.class)).singleElement()
                .satisfies(command -> assertThat(command.outcome()).isEqualTo(Outcome.HANDLED_BY_HAND))
                .satisfies(command -> assertThat(command.note().orElse("")).isEqualTo("Erased by the web shop on 20 November."));
    }

    @Test
    void theLateShelfHoldsWhatIsLateAndCasesShowWhyTheyNeedSomebody() {
        var late = dpo.get("/console?show=late&lang=en").document();
        assertThat(late.select("tbody th a").eachText()).containsExactly("2026-000118");

        var inbox = dpo.get("/console?show=to-read&lang=en").document();
        assertThat(inbox.select("tbody .badge--soon").eachText()).contains("doubts", "new message", "letter came back", "to decide");
    }

    @Test
    void aRefusalWithoutAGroundComesBackWithWhatWasWrittenAndOnlyGroundsOfThatRightAreOffered() {
        var address = CASE + InventedCases.TO_DECIDE + "/decide/rectification";
        var page = dpo.get(address + "?lang=en");
        assertThat(page.document().select("input[name=ground]").eachAttr("value"))
                .contains("DATA_ARE_ACCURATE", "EXCESSIVE").doesNotContain("STILL_NEEDED", "NOT_PORTABLE", "NOT_IDENTIFIED");

        var refused = dpo.submit(page, address, Map.of("ruling", "REFUSED", "reasons", "It is <b>right</b>.\r\nSee the register."));
        assertThat(refused.location()).isEqualTo(address);
        var again = dpo.follow(refused);
        assertThat(again.text()).contains("Nothing was changed", "a refusal also needs its ground");
        assertThat(again.document().selectFirst("textarea").wholeText()).contains("It is <b>right</b>.");
        assertThat(again.document().selectFirst("input[value=REFUSED]").hasAttr("checked")).isTrue();

        var done = dpo.submit(page, address, Map.of("ruling", "REFUSED", "ground", "DATA_ARE_ACCURATE", "reasons", "Right.\r\nSee.\r\n"));
        assertThat(done.location()).isEqualTo(CASE + InventedCases.TO_DECIDE);
        assertThat(carriedOut(DecideRight.class)).filteredOn(command -> command.right() == Right.RECTIFICATION).singleElement()
                .satisfies(command -> assertThat(command.grounds()).containsExactly(Ground.DATA_ARE_ACCURATE))
                .satisfies(command -> assertThat(command.reasons()).isEqualTo(Personal.of("Right.\nSee.")));
    }

    @Test
    void aCopyInPartIsDecidedByTickingWhatIsLeftOutOfWhatWasCollected() {
        var address = CASE + InventedCases.IN_REVIEW + "/decide/access";
        var record = "consent-ledger:" + InventedCases.id(50);
        var page = dpo.get(address + "?lang=en");
        assertThat(page.document().select("input[name=leftOut]").eachAttr("value"))
                .containsExactly("consent-ledger", record, "consent-ledger:" + InventedCases.id(51));
        assertThat(page.document().select("input[name=leftOut][checked]")).isEmpty();

        var part = Map.of("ruling", "IN_PART", "ground", "RIGHTS_OF_OTHERS", "reasons", "It tells of somebody else.");
        assertThat(dpo.follow(dpo.submit(page, address, part)).text()).contains("Nothing was changed", "tick something of what was collected");
        var elsewhere = dpo.submit(page, address, with(part, "leftOut", "consent-ledger:" + InventedCases.id(52)));
        assertThat(dpo.follow(elsewhere).text()).contains("tick something of what was collected");
        var unreasoned = dpo.submit(page, address, Map.of("ruling", "IN_PART", "leftOut", record));
        assertThat(dpo.follow(unreasoned).document().select("input[name=leftOut][checked]").eachAttr("value")).containsExactly(record);

        dpo.submit(page, address, with(part, "leftOut", record));
        assertThat(carriedOut(DecideRight.class)).filteredOn(command -> command.right() == Right.ACCESS).singleElement()
                .satisfies(command -> assertThat(command.leftOut()).containsExactly(record));
        var erasure = dpo.get(CASE + InventedCases.TO_DECIDE + "/decide/erasure").document();
        assertThat(erasure.select("input[name=leftOut]")).isEmpty();
        assertThat(erasure.select("input[name=ruling]")).hasSize(3);
        var nothing = dpo.get(CASE + InventedCases.FOUND_NOTHING + "/decide/access").document();
        assertThat(nothing.select("input[name=ruling]").eachAttr("value")).containsExactly("IN_FULL", "REFUSED");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    @Test
    void whatWasLeftOutAndALetterThatMustNotLeaveAreOnTheCasesPage() {
        assertThat(dpo.get(CASE + InventedCases.CAME_BACK + "?lang=en").text()).contains("Left out: consent-ledger:" + InventedCases.id(50));
        assertThat(dpo.get(CASE + InventedCases.OVERDUE + "?lang=en").text()).contains("It is not sent", "the first month is over",
                "its notice has left in time");
    }

    @Test
    void toSomebodyUnknownOnlyThatCanBeAnswered() {
        var page = dpo.get(CASE + InventedCases.NOT_CONFIRMED + "/decide/access?lang=en").document();

        assertThat(page.select("input[name=ruling]").eachAttr("value")).containsExactly("REFUSED");
        assertThat(page.select("input[name=ground]").eachAttr("value")).containsExactly("NOT_IDENTIFIED");
        assertThat(dpo.get(CASE + InventedCases.NOT_CONFIRMED + "?lang=en").text()).contains("Nothing was decided yet").doesNotContain("goes out whole");
    }

    @Test
    void whoeverJudgesSaysByWhatAndIsAskedForNoPapers() {
        var address = CASE + InventedCases.DOUBTED;
        var page = dpo.get(address + "/judge-identity?lang=en");
        assertThat(page.text()).contains("resembles that of somebody known", "Ask for none and keep none");
        assertThat(page.document().select("input[type=file]")).isEmpty();

        assertThat(dpo.follow(dpo.submit(page, address + "/judge-identity", Map.of("confirmed", "true"))).text()).contains("Choose one");
        dpo.submit(page, address + "/judge-identity", Map.of("confirmed", "false", "method", "JUDGEMENT", "note", "called back"));

        assertThat(carriedOut(JudgeIdentity.class)).singleElement()
                .satisfies(command -> assertThat(command.confirmed()).isFalse())
                .satisfies(command -> assertThat(command.note()).isEqualTo(Personal.of("called back")));
    }

    @Test
    void anAnswerToAQuestionCountsFromTheDayItCame() {
        var address = CASE + InventedCases.TO_DECIDE;
        var page = dpo.get(address + "/record-clarification?lang=en");

        var before = dpo.submit(page, address + "/record-clarification", Map.of("on", "2026-11-20"));
        assertThat(dpo.follow(before).text()).contains("On that day the question was not open");
        assertThat(dpo.follow(dpo.submit(page, address + "/record-clarification", Map.of("on", "2026-11-24"))).text()).contains("until today");
        dpo.submit(page, address + "/record-clarification", Map.of("message", InventedCases.id(602).toString()));

        assertThat(carriedOut(RecordClarification.class)).singleElement()
                .satisfies(command -> assertThat(command.answeredAt()).isEqualTo(InventedCases.at(1, 18)))
                .satisfies(command -> assertThat(command.messageRef()).isEqualTo(InventedCases.id(602)));
    }

    @Test
    void aQuestionWithoutWordsIsNotAsked() {
        var address = CASE + InventedCases.IN_REVIEW;
        var page = dpo.get(address + "/ask-clarification?lang=en");

        assertThat(dpo.follow(dpo.submit(page, address + "/ask-clarification", Map.of("question", "  "))).text()).contains("Write what you ask");
        assertThat(dpo.follow(dpo.submit(page, address + "/ask-clarification", Map.of("question", "x".repeat(4_001)))).text()).contains("too long");
        assertThat(carriedOut(RequestClarification.class)).isEmpty();
    }

    @Test
    void afterTheFirstMonthThereIsNoFormToExtend() {
        var late = dpo.get(CASE + InventedCases.OVERDUE + "/extend?lang=en");
        assertThat(late.text()).contains("can no longer be extended", "Article 12(3)");
        assertThat(late.document().select("form[action$=extend]")).isEmpty();

        var address = CASE + InventedCases.TO_DECIDE;
        var page = dpo.get(address + "/extend?lang=en");
        assertThat(page.text()).contains("4 December 2026", "4 February 2027");
        dpo.submit(page, address + "/extend", Map.of("reason", "COMPLEXITY", "explanation", "Eleven systems."));
        assertThat(carriedOut(ExtendDeadline.class)).singleElement()
                .satisfies(command -> assertThat(command.reason()).isEqualTo(ExtensionReason.COMPLEXITY));
    }

    @Test
    void aCaseIsJoinedOnlyToAnEarlierOneOfTheSamePerson() {
        var address = CASE + InventedCases.DOUBTED;
        var page = dpo.get(address + "/merge?lang=en");
        assertThat(page.document().select("input[name=into]").eachAttr("value"))
                .containsExactly(InventedCases.AWAITING.toString(), InventedCases.TO_DECIDE.toString());

        dpo.submit(page, address + "/merge", Map.of("into", InventedCases.ANSWERED.toString()));
        assertThat(carriedOut(MergeRequest.class)).isEmpty();
        dpo.submit(page, address + "/merge", Map.of("into", InventedCases.AWAITING.toString()));
        assertThat(carriedOut(MergeRequest.class)).singleElement().extracting(MergeRequest::intoNumber).isEqualTo("2026-000124");

        assertThat(dpo.get(CASE + InventedCases.JOINED + "?lang=en").document().select("main a[href$=" + InventedCases.COLLECTING + "]").eachText())
                .containsExactly("2026-000126");
    }

    @Test
    void tasksAreTickedOffOneByOneAndMarksBySayingSo() {
        var address = CASE + InventedCases.TO_DECIDE;
        var tasks = dpo.get(address + "/carry-out?lang=en");
        assertThat(tasks.document().select("form[action$=carry-out] input[name=holder]").eachAttr("value")).containsExactly("web-shop");
        dpo.submit(tasks, address + "/carry-out", Map.of("note", "done by the shop"));
        assertThat(carriedOut(RecordTaskDone.class)).singleElement().extracting(RecordTaskDone::holder).isEqualTo("web-shop");

        var done = dpo.submit(dpo.get(address + "?lang=en"), address + "/settle", Map.of());
        assertThat(dpo.follow(done).text()).contains("Seen to");
        assertThat(carriedOut(SettleAttention.class)).singleElement().extracting(SettleAttention::what).isEqualTo(Attention.NEW_MESSAGE);
    }

    @Test
    void whatCameBackIsSentAgainAndWhatWasClosedIsTakenUpWithAReason() {
        var back = CASE + InventedCases.CAME_BACK;
        assertThat(dpo.get(back + "?lang=en").document().select(".page-head a.button").eachText()).containsExactly("Send the answer again");
        dpo.submit(dpo.get(back + "/send-again"), back + "/send-again", Map.of());
        assertThat(carriedOut(SendAnswerAgain.class)).singleElement().extracting(SendAnswerAgain::by).isEqualTo("dpo");

        var closed = CASE + InventedCases.CLOSED_BY_HAND;
        var page = dpo.get(closed + "/reopen?lang=en");
        assertThat(dpo.follow(dpo.submit(page, closed + "/reopen", Map.of("reason", ""))).text()).contains("Nothing was changed");
        dpo.submit(page, closed + "/reopen", Map.of("reason", "They complained."));
        assertThat(carriedOut(ReopenRequest.class)).singleElement().extracting(ReopenRequest::reason).isEqualTo(Personal.of("They complained."));
    }

    @Test
    void aPageSomebodySentIsShownInAFrameThatForbidsEverythingAndAttachmentsAreOnlyHandedOver() {
        var address = CASE + InventedCases.UNREADABLE;
        var page = dpo.get(address + "?lang=en");
        assertThat(page.document().select("iframe")).singleElement()
                .satisfies(frame -> assertThat(frame.attr("sandbox")).isEmpty())
                .satisfies(frame -> assertThat(frame.attr("srcdoc")).contains("Guten Tag"));

        var link = page.document().selectFirst("a[href*=/attachments/]").attr("href");
        var file = dpo.get(link);
        assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(file.header("Content-Disposition")).startsWith("attachment;").doesNotContain("Scan");
        assertThat(file.header("Content-Security-Policy")).contains("sandbox");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(dpo.get(link.replaceFirst("0$", "7")).status()).isEqualTo(404);
    }

    @Test
    void theLetterIsShownBeforeItIsAskedForAndNothingIsSentByLooking() {
        var address = CASE + InventedCases.AWAITING;
        var page = dpo.get(address + "/ask-clarification?lang=en");
        assertThat(page.document().select(".letter")).isEmpty();

        var shown = dpo.follow(dpo.submit(page, address + "/ask-clarification", Map.of("question", "Welk jaar?", "preview", "true")));
        assertThat(shown.document().selectFirst(".letter").text()).contains("Welk jaar?", "Votre demande");
        assertThat(shown.document().selectFirst("textarea").text()).isEqualTo("Welk jaar?");
        assertThat(carriedOut(RequestClarification.class)).noneMatch(command -> command.caseId().equals(InventedCases.AWAITING));

        assertThat(dpo.get(CASE + InventedCases.IN_REVIEW + "/approve?lang=en").document().select(".letter").text()).contains("As decided.");
    }

    @Test
    void theDaysAreCountedBeforeTheReadersEyes() {
        var text = dpo.get(CASE + InventedCases.IN_REVIEW + "?lang=en").text();
        assertThat(text).contains("Received on 6 November 2026 (Europe/Brussels)", "6 December 2026 is a day off (Sunday); on to the next.",
                "Last day: 7 December 2026, until midnight.", "Regulation 1182/71");

        assertThat(dpo.get(CASE + InventedCases.DOUBTED + "?lang=nl").text()).contains("Gevraagd op 22 november 2026");
    }

    @Test
    void theCasePageSaysWhatIsDecidedDoubtedAskedAndWritten() {
        var decided = dpo.get(CASE + InventedCases.TO_DECIDE + "?lang=en");
        assertThat(decided.text()).contains("In part", "A law requires keeping the data", "Vos factures sont conservées dix ans", "to do",
                "carried out",
                "Il s’agit de la boutique.", "Quelle adresse est la bonne ?", "Our own target", "Vu avec l’équipe du registre.");
        assertThat(decided.body()).doesNotContain("<script").doesNotContain("<img src=x");
        assertThat(decided.document().select("#answers a[href*=/decide/]").eachAttr("href")).hasSize(3);

        var doubted = dpo.get(CASE + InventedCases.DOUBTED + "?lang=en");
        assertThat(doubted.text()).contains("resembles that of somebody known", "SPF, DKIM or DMARC failed", "Wat was uw laatste bestelling?");

        var extended = dpo.get(CASE + InventedCases.EXTENDED + "?lang=en");
        assertThat(extended.text()).contains("in force: the notice left in time", "Due without the extension", "24 November 2026", "25 January 2027");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANSWERED", "NONSENSE", ""})
    void onlyWhatADpoCanSayClosesACase(String outcome) {
        var address = CASE + InventedCases.COLLECTING;

        dpo.submit(dpo.get(address + "/close"), address + "/close", Map.of("outcome", outcome));

        assertThat(carriedOut(CloseRequest.class)).noneMatch(command -> command.caseId().equals(InventedCases.COLLECTING));
    }

    @Test
    void aMailSetAsideBecomesACase() {
        var address = "/console/set-aside/" + InventedCases.id(402);

        var done = dpo.submit(dpo.get(address), address + "/open-case", Map.of());

        assertThat(done.location()).isEqualTo(CASE + InventedCases.AWAITING);
    }

    @Test
    void lookingAtAnIdentityLinkDoesNothingAndConfirmingLeadsToThanks() {
        var person = browser();
        var page = person.get("/identity/fresh");
        assertThat(person.method("HEAD", "/identity/fresh").status()).isEqualTo(200);
        assertThat(person.get("/identity/fresh").text()).contains("Was it you who wrote to us?");

        var confirmed = person.submit(page, "/identity/fresh", Map.of("typed", "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63"));

        assertThat(confirmed.location()).isEqualTo("/identity/fresh");
        assertThat(person.follow(confirmed).text()).contains("Thank you, it is confirmed", "2026-000126", "14 December 2026");
        assertThat(person.cookies()).as("no session for people with a link").isEmpty();
    }

    @Test
    void recordNumbersThatCannotBeReadAreShownBackAndNothingIsConfirmed() {
        var person = browser();

        var refused = person.submit(person.get("/identity/open"), "/identity/open", Map.of("typed", "<b>no number</b>"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("“<b>no” is not a record number");
        assertThat(refused.document().selectFirst("textarea").text()).isEqualTo("<b>no number</b>");
        assertThat(refused.document().selectFirst("textarea").attr("aria-invalid")).isEqualTo("true");
    }

    @Test
    void theBannersCookieIsOfferedButNotTicked() {
        var record = "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63";
        var person = browser().withCookie("CookieConsent", "%7B%22v%22%3A1%2C%22record%22%3A%22" + record
                + "%22%2C%22site%22%3A%22itsme-id%22%7D");

        var box = person.get("/identity/open").document().selectFirst("input[name=fromBrowser]");

        assertThat(box.attr("value")).isEqualTo(record);
        assertThat(box.hasAttr("checked")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%7Bbroken", "%", "nonsense", "%7B%22record%22%3A%22%3Cscript%3E%22%7D", "%7B%22record%22%3A7%7D",
            "-1",
            "{stamp:%27abc%27%2Cnecessary:true}"})
    void somebodyElsesCookieOfThatNameIsIgnored(String value) {
        var page = browser().withCookie("CookieConsent", value).get("/identity/open");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select("input[name=fromBrowser]")).isEmpty();
    }

    @Test
    void personsPagesSpeakTheLanguageOfTheCaseUnlessAskedOtherwise() {
        assertThat(language(browser().speaking("en").get("/identity/oeffnen"))).isEqualTo("de");
        assertThat(language(browser().speaking("en").get("/identity/oeffnen?lang=nl"))).isEqualTo("nl");
        assertThat(language(browser().speaking("nl").get("/identity/unknown"))).isEqualTo("nl");
        assertThat(language(browser().speaking("it").get("/identity/unknown"))).isEqualTo("fr");
    }

    @Test
    void anUnknownLinkAndAnExpiredOneLookTheSame() {
        var person = browser().speaking("nl");
        for (var kind : List.of("/identity/", "/download/")) {
            var unknown = person.get(kind + "unknown");
            var expired = person.get(kind + "expired");
            assertThat(expired.status()).isEqualTo(unknown.status()).isEqualTo(404);
            assertThat(expired.body()).isEqualTo(unknown.body());
        }
    }

    @Test
    void anAnswerIsHandedOverOnceByTheButtonOnly() {
        var person = browser();
        var page = person.get("/download/fresh");
        person.get("/download/fresh");
        person.method("HEAD", "/download/fresh");
        assertThat(page.text()).contains("It can be fetched once", "2026-000120.zip");

        var parcel = person.submit(page, "/download/fresh", Map.of());
        assertThat(parcel.status()).isEqualTo(200);
        assertThat(parcel.header("Content-Type")).isEqualTo("application/zip");
        assertThat(parcel.header("Content-Disposition")).isEqualTo("attachment; filename=\"2026-000120.zip\"");
        assertThat(parcel.header("Cache-Control")).contains("no-store");
        assertThat(parcel.body()).isEqualTo("PK");

        var again = person.submit(page, "/download/fresh", Map.of());
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.text()).contains("This answer was fetched");
    }

    @Test
    void aLanguageChosenInTheConsoleStays() {
        dpo.get("/console?lang=de");
        assertThat(language(dpo.get("/console"))).isEqualTo("de");

        var elsewhere = browser();
        elsewhere.signIn("dpo", password);
        assertThat(language(elsewhere.get("/console"))).isEqualTo("de");
        dpo.get("/console?lang=en");
    }

    private static String language(Page page) {
        return page.document().selectFirst("html").attr("lang");
    }

    private static Browser browser() {
        return new Browser(OpenGallery.get().address());
    }

    private static <T extends RequestCommand> List<T> carriedOut(Class<T> type) {
        return gallery.getBean(Gallery.class).carriedOut.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
