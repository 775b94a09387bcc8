package eu.volens.rights.request;

import static eu.volens.rights.request.CaseFixture.CASE;
import static eu.volens.rights.request.CaseFixture.LATER;
import static eu.volens.rights.request.CaseFixture.LEDGER;
import static eu.volens.rights.request.CaseFixture.acknowledged;
import static eu.volens.rights.request.CaseFixture.after;
import static eu.volens.rights.request.CaseFixture.approve;
import static eu.volens.rights.request.CaseFixture.bounce;
import static eu.volens.rights.request.CaseFixture.classify;
import static eu.volens.rights.request.CaseFixture.close;
import static eu.volens.rights.request.CaseFixture.collect;
import static eu.volens.rights.request.CaseFixture.confirm;
import static eu.volens.rights.request.CaseFixture.decide;
import static eu.volens.rights.request.CaseFixture.doubt;
import static eu.volens.rights.request.CaseFixture.downloaded;
import static eu.volens.rights.request.CaseFixture.events;
import static eu.volens.rights.request.CaseFixture.extend;
import static eu.volens.rights.request.CaseFixture.extensionNotice;
import static eu.volens.rights.request.CaseFixture.holderAnswered;
import static eu.volens.rights.request.CaseFixture.holderAsked;
import static eu.volens.rights.request.CaseFixture.identityAsked;
import static eu.volens.rights.request.CaseFixture.judge;
import static eu.volens.rights.request.CaseFixture.merge;
import static eu.volens.rights.request.CaseFixture.packaged;
import static eu.volens.rights.request.CaseFixture.receive;
import static eu.volens.rights.request.CaseFixture.review;
import static eu.volens.rights.request.CaseFixture.sent;
import static eu.volens.rights.request.CaseFixture.sentWithoutLink;
import static eu.volens.rights.request.CaseFixture.taskDone;
import static eu.volens.rights.request.CaseFixture.tasks;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordLetterRefused;
import eu.volens.rights.request.RequestCommand.RecordLetterSent;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestCommand.RecordRecipientNotified;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecisionsTest {

    /** Every point of a case's life, each one command after the one above it. */
    private static final Map<String, RequestState> POINTS = new LinkedHashMap<>();

    /** Every command, in the order of the columns below. */
    private static final Map<String, RequestCommand> COMMANDS = new LinkedHashMap<>();

    static {
        List<RequestCommand> road = List.of(receive(Right.ACCESS), acknowledged(), confirm(), collect(LEDGER), holderAsked(LEDGER),
                holderAnswered(LEDGER), approve(), packaged(), sent(), downloaded(), close(Outcome.ANSWERED, null));
        List<String> names = List.of("none", "received", "awaiting", "confirmed", "collecting", "asked", "review", "approved",
                "packaged", "answered", "fetched", "closed");
        for (int i = 0; i < names.size(); i++) {
            POINTS.put(names.get(i), after(road.subList(0, i).toArray(RequestCommand[]::new)));
        }
        List<RequestCommand> erasure = List.of(receive(Right.ERASURE), doubt(Doubt.NO_MANDATE), acknowledged(), confirm(), judge(false), judge(true),
                review(), new RequestClarification(CASE, Personal.of("which site?"), "dpo", LATER), decide(Right.ERASURE, Ruling.IN_FULL),
                tasks(Right.ERASURE, LEDGER), taskDone(Right.ERASURE, LEDGER), approve(), sentWithoutLink(), bounce(CaseFixture.ANSWER));
        List<String> stations = List.of("", "", "doubted", "", "", "not confirmed", "", "to decide", "unclear", "decided", "tasks", "done", "",
                "letter", "came back");
        for (int i = 0; i < stations.size(); i++) {
            if (!stations.get(i).isEmpty()) {
                POINTS.put(stations.get(i), after(erasure.subList(0, i).toArray(RequestCommand[]::new)));
            }
        }
        COMMANDS.put("receive", receive(Right.ACCESS));
        COMMANDS.put("classify", classify(Right.ACCESS, Right.ERASURE));
        COMMANDS.put("acknowledged", acknowledged());
        COMMANDS.put("identity-asked", identityAsked());
        COMMANDS.put("confirm", confirm());
        COMMANDS.put("collect", collect(LEDGER));
        COMMANDS.put("holder-asked", holderAsked(LEDGER));
        COMMANDS.put("holder-answered", holderAnswered(LEDGER));
        COMMANDS.put("review", review());
        COMMANDS.put("approve", approve());
        COMMANDS.put("packaged", packaged());
        COMMANDS.put("sent", sent());
        COMMANDS.put("downloaded", downloaded());
        COMMANDS.put("close-answered", close(Outcome.ANSWERED, null));
        COMMANDS.put("close-by-hand", close(Outcome.HANDLED_BY_HAND, "dpo"));
        COMMANDS.put("close-no-request", close(Outcome.NOT_A_REQUEST, "dpo"));
        COMMANDS.put("letter-sent", new RecordLetterSent(CASE, CaseFixture.NOTICE, "reminder", "06".repeat(32), LATER));
        COMMANDS.put("recipient-told", new RecordRecipientNotified(CASE, "cloud", CaseFixture.NOTICE, "06".repeat(32), LATER));
        COMMANDS.put("bounced", bounce(CaseFixture.ANSWER));
        COMMANDS.put("refused", new RecordLetterRefused(CASE, CaseFixture.ANSWER, true, "5.1.1", LATER));
        COMMANDS.put("message", new RecordMessage(CASE, CaseFixture.QUESTION, "letter", LATER, LATER));
        COMMANDS.put("settle", new SettleAttention(CASE, Attention.NEW_MESSAGE, "dpo", LATER));
        COMMANDS.put("doubt", doubt(Doubt.NO_MANDATE));
        COMMANDS.put("ask-identity", new PutIdentityQuestion(CASE, Personal.of(""), "dpo", LATER));
        COMMANDS.put("judge-yes", judge(true));
        COMMANDS.put("judge-no", judge(false));
        COMMANDS.put("ask-meaning", new RequestClarification(CASE, Personal.of("which site?"), "dpo", LATER));
        COMMANDS.put("clarified", new RecordClarification(CASE, null, LATER, "dpo", LATER));
        COMMANDS.put("extend", extend(LATER));
        COMMANDS.put("notice-sent", extensionNotice(LATER));
        COMMANDS.put("remind", new RecordReminder(CASE, Milestone.WEEK_LEFT, "dpo", LATER));
        COMMANDS.put("decide", decide(Right.ACCESS, Ruling.IN_PART, Ground.RIGHTS_OF_OTHERS));
        COMMANDS.put("decide-blindly", decide(Right.ACCESS, Ruling.IN_PART, Set.of(), Ground.RIGHTS_OF_OTHERS));
        COMMANDS.put("set-tasks", tasks(Right.ERASURE, LEDGER));
        COMMANDS.put("task-done", taskDone(Right.ERASURE, LEDGER));
        COMMANDS.put("send-again", new SendAnswerAgain(CASE, "dpo", LATER));
        COMMANDS.put("withdraw", new WithdrawRequest(CASE, null, LATER));
        COMMANDS.put("merge", merge(CaseFixture.PERSON, CaseFixture.RECEIVED));
        COMMANDS.put("reopen", new ReopenRequest(CASE, Personal.of("complained"), "dpo", LATER));
    }

    /** The last second of the first month, in Brussels. */
    private static final Instant LAST_HOUR = Instant.parse("2026-04-07T21:59:59Z");

    /** Where everybody reads what a case allows; this test keeps it true. */
    private static final Path DOCUMENT = Path.of("..", "docs", "formats", "request-states.md");

    @TestFactory
    List<DynamicTest> everyCommandAtEveryPointDoesWhatTheTableSays() throws IOException {
        List<List<String>> rows = Files.readString(DOCUMENT).lines().filter(line -> line.startsWith("| ")).map(line ->
                Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()).toList();
        assertThat(rows.getFirst().subList(1, rows.getFirst().size())).containsExactlyElementsOf(POINTS.keySet());
        assertThat(rows.stream().skip(1).map(List::getFirst)).containsExactlyElementsOf(COMMANDS.keySet());
        return rows.stream().skip(1).flatMap(row -> POINTS.keySet().stream().map(point -> {
            String expected = row.get(1 + List.copyOf(POINTS.keySet()).indexOf(point));
            return DynamicTest.dynamicTest(row.getFirst() + " at " + point + " is " + expected,
                    () -> assertThat(outcome(POINTS.get(point), COMMANDS.get(row.getFirst()))).isEqualTo(expected));
        })).toList();
    }

    /** The status after, {@code =} for accepted and nothing new, or the refusal. */
    private static String outcome(RequestState state, RequestCommand command) {
        return switch (RequestDecisions.decide(state, command)) {
            case Decision.Accepted(var events) -> events.isEmpty() ? "=" : "→ " + events.getLast().status().wireName();
            case Decision.Refused(Refusal reason) -> reason.wireName();
        };
    }

    /** An old database can bring such a case back; it must not stay open for ever. */
    @Test
    void theCaseOfSomebodyErasedEndsWithoutANoteEvenWhileAnAnswerWasOnItsWay() {
        ReceiveRequest kept = receive(Right.ACCESS);
        var erased = new ReceiveRequest(CASE, kept.caseNumber(), kept.person(), kept.rights(), kept.attention(), kept.channel(), kept.language(),
                kept.receivedAt(), kept.deadline(), Personal.erased(), Personal.erased(), Personal.erased(), Personal.erased(), kept.messageRef(),
                true, kept.at());
        RequestState approved = after(erased, acknowledged(), confirm(), collect(LEDGER), holderAsked(LEDGER), holderAnswered(LEDGER), approve());
        for (RequestState state : List.of(after(erased), approved)) {
            assertThat(Moves.of(state)).contains(Move.CLOSE);
            assertThat(RequestDecisions.decide(state, close(Outcome.HANDLED_BY_HAND, "dpo"))).isEqualTo(Decision.accept(
                    new RequestEvent.RequestClosedAfterErasure(CASE, kept.caseNumber(), Outcome.HANDLED_BY_HAND, "dpo", Status.CLOSED, LATER)));
            assertThat(outcome(state, close(Outcome.ANSWERED, null))).isEqualTo("not-at-this-point");
        }
    }

    @Test
    void theTableKnowsEveryKindOfCommand() {
        assertThat(COMMANDS.values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(RequestCommand.class.getPermittedSubclasses());
    }

    @Test
    void theWholeRoadIsTheseSteps() {
        RequestState state = RequestState.NONE;
        List<String> steps = new ArrayList<>();
        for (RequestCommand command : List.of(receive(Right.ACCESS), acknowledged(), confirm(), collect(LEDGER),
                holderAsked(LEDGER), holderAnswered(LEDGER), approve(), packaged(), sent(), downloaded(),
                close(Outcome.ANSWERED, null))) {
            for (RequestEvent event : events(state, command)) {
                state = state.after(event);
                steps.add(Steps.of(event).name());
            }
        }

        assertThat(steps).containsExactly("received", "acknowledged", "identity-asked", "identity-confirmed",
                "collection-started", "holder-asked", "holder-answered", "review-started", "right-decided", "approved", "package-prepared",
                "answer-sent", "delivered", "downloaded", "closed");
        assertThat(state.status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void theReviewWaitsForTheLastHolder() {
        RequestState one = after(receive(Right.ACCESS), acknowledged(), confirm(), collect("a", "b"), holderAsked("a"),
                holderAsked("b"), holderAnswered("b"));

        assertThat(one.status()).isEqualTo(Status.COLLECTING);
        assertThat(events(one, holderAnswered("a"))).hasExactlyElementsOfTypes(
                RequestEvent.HolderAnswered.class, RequestEvent.ReviewStarted.class);
    }

    @Test
    void withoutHoldersTheReviewStartsAtOnce() {
        assertThat(after(receive(Right.ACCESS), acknowledged(), confirm(), collect()).status()).isEqualTo(Status.IN_REVIEW);
    }

    @Test
    void aRequestThatNobodyUnderstoodNeedsAHumanUntilOneSaysWhatItIs() {
        RequestState unknown = after(receive());
        assertThat(unknown.attention()).containsExactly(Attention.RIGHT_UNKNOWN);

        assertThat(after(receive(), classify(Right.ACCESS)).attention()).isEmpty();
        assertThat(RequestDecisions.decide(unknown, classify())).isEqualTo(Decision.refuse(Refusal.NO_RIGHT_NAMED));
    }

    @Test
    void readingAMessageDoesNotGiveItAnAddress() {
        RequestState noAddress = after(receive(Set.of(Attention.SENDER_UNKNOWN, Attention.MAIL_UNREADABLE)), classify(Right.ERASURE));

        assertThat(noAddress.attention()).containsExactly(Attention.RIGHT_BY_HAND, Attention.SENDER_UNKNOWN);
    }

    @Test
    void anErasureIsNotAnsweredByMachine() {
        RequestState erasure = after(receive(Right.ERASURE), acknowledged(), confirm(), review());

        assertThat(erasure.attention()).containsExactly(Attention.RIGHT_BY_HAND);
        assertThat(RequestDecisions.decide(erasure, approve())).isEqualTo(Decision.refuse(Refusal.RIGHT_UNDECIDED));
        assertThat(Moves.of(erasure)).contains(Move.DECIDE, Move.CLOSE).doesNotContain(Move.APPROVE);
        assertThat(after(receive(Right.ERASURE), acknowledged(), confirm(), review(), close(Outcome.HANDLED_BY_HAND, "dpo")).status())
                .isEqualTo(Status.CLOSED);
    }

    @Test
    void aReviewThatFindsAnAccessRequestGoesBackToCollecting() {
        RequestState back = after(receive(Right.ERASURE), acknowledged(), confirm(), review(),
                classify(Right.ACCESS, Right.ERASURE), collect(LEDGER));

        assertThat(back.status()).isEqualTo(Status.COLLECTING);
    }

    @Test
    void onlyThePackageThatWasPreparedCanBeTaken() {
        RequestState answered = POINTS.get("answered");
        var other = new RequestCommand.RecordDownload(CaseFixture.CASE, "cd".repeat(32), CaseFixture.LATER);

        assertThat(RequestDecisions.decide(answered, other)).isEqualTo(Decision.refuse(Refusal.OTHER_PACKAGE));
    }

    @Test
    void anAnswerThatNobodyFetchesIsClosedByTheDpoOnly() {
        RequestState answered = POINTS.get("answered");

        assertThat(RequestDecisions.decide(answered, close(Outcome.ANSWERED, null))).isEqualTo(Decision.refuse(Refusal.NOT_AT_THIS_POINT));
        assertThat(events(answered, close(Outcome.ANSWERED, "dpo"))).hasSize(1);
    }

    @Test
    void theMovesOfferedAreTheMovesAllowed() {
        Map<Move, String> commands = Map.ofEntries(entry(Move.CLASSIFY, "classify"), entry(Move.ASK_IDENTITY, "ask-identity"),
                entry(Move.ASK_CLARIFICATION, "ask-meaning"), entry(Move.RECORD_CLARIFICATION, "clarified"), entry(Move.EXTEND, "extend"),
                entry(Move.APPROVE, "approve"), entry(Move.SEND_AGAIN, "send-again"), entry(Move.WITHDRAW, "withdraw"),
                entry(Move.CLOSE, "close-by-hand"), entry(Move.REOPEN, "reopen"));
        POINTS.forEach((point, state) -> commands.forEach((move, command) ->
                assertThat(state.status() != null && outcome(state, COMMANDS.get(command)).startsWith("→")).as("%s at %s", command, point)
                        .isEqualTo(Moves.of(state).contains(move))));
    }

    @Test
    void aGrantedErasureIsApprovedOnceEveryHolderCarriedItOut() {
        RequestState decided = POINTS.get("decided");
        assertThat(outcome(decided, approve())).isEqualTo("tasks-open");
        RequestState tasks = POINTS.get("tasks");
        assertThat(Moves.of(tasks)).contains(Move.CARRY_OUT).doesNotContain(Move.APPROVE);
        assertThat(Moves.of(POINTS.get("done"))).contains(Move.APPROVE).doesNotContain(Move.CARRY_OUT);
    }

    @Test
    void aRefusalNeedsReasonsAndAGroundOfThatRight() {
        RequestState review = POINTS.get("to decide");
        assertThat(outcome(review, new DecideRight(CASE, Right.ERASURE, Ruling.REFUSED, Set.of(), Set.of(), Personal.of("because"), "dpo", LATER)))
                .isEqualTo("reasons-missing");
        assertThat(outcome(review, new DecideRight(CASE, Right.ERASURE, Ruling.REFUSED, Set.of(Ground.LEGAL_CLAIMS), Set.of(), Personal.of(" "),
                "dpo", LATER)))
                .isEqualTo("reasons-missing");
        assertThat(outcome(review, decide(Right.ERASURE, Ruling.REFUSED, Ground.RIGHTS_OF_OTHERS))).isEqualTo("ground-does-not-apply");
        assertThat(outcome(review, decide(Right.ERASURE, Ruling.REFUSED, Ground.LEGAL_CLAIMS))).isEqualTo("→ in-review");
    }

    @Test
    void aCopyInPartSaysWhatItLeavesOutOfWhatHoldersAnswered() {
        RequestState review = POINTS.get("review");
        Set<String> three = Set.of(record(1), record(2), record(3));
        for (Set<String> unknown : List.of(Set.of("web-shop"), Set.of(LEDGER, "web-shop"), three, Set.of(LEDGER + ":lea@example.org"), Set.of(""))) {
            assertThat(outcome(review, partOfAccess(unknown))).as("%s", unknown).isEqualTo("left-out-missing");
        }
        for (Set<String> known : List.of(Set.of(LEDGER), Set.of(record(1)), Set.of(record(1), record(2)))) {
            assertThat(events(review, partOfAccess(known))).singleElement().isInstanceOfSatisfying(RequestEvent.RightDecided.class, decided -> {
                assertThat(decided.leftOut()).containsExactlyElementsOf(known.stream().sorted().toList());
                assertThat(Steps.of(decided).facts()).containsEntry("leftOut", Integer.toString(known.size())).doesNotContainValue(record(1));
                assertThat(review.after(decided).leftOut().items()).isEqualTo(decided.leftOut());
            });
        }
        assertThat(LeftOut.of(Set.of(record(1), LEDGER)).items()).as("a record goes with its holder").containsExactly(LEDGER);
    }

    @Test
    void aHolderThatFoundNothingHasNothingToLeaveOut() {
        RequestState review = after(receive(Right.ACCESS), acknowledged(), confirm(), collect(LEDGER), holderAsked(LEDGER),
                new RequestCommand.RecordHolderAnswered(CASE, LEDGER, "03".repeat(32), 0, LATER));

        assertThat(outcome(review, partOfAccess(Set.of(LEDGER)))).isEqualTo("left-out-missing");
    }

    @Test
    void onlyACopyInPartLeavesSomethingOut() {
        RequestState review = POINTS.get("review");
        assertThat(outcome(review, decide(Right.ACCESS, Ruling.IN_FULL, Set.of(LEDGER)))).isEqualTo("left-out-does-not-apply");
        assertThat(outcome(review, decide(Right.ACCESS, Ruling.REFUSED, Set.of(LEDGER), Ground.EXCESSIVE))).isEqualTo("left-out-does-not-apply");
        assertThat(outcome(POINTS.get("to decide"), decide(Right.ERASURE, Ruling.IN_PART, Set.of(LEDGER), Ground.LEGAL_CLAIMS)))
                .isEqualTo("left-out-does-not-apply");
        assertThat(outcome(POINTS.get("to decide"), decide(Right.ERASURE, Ruling.IN_PART, Set.of(), Ground.LEGAL_CLAIMS))).isEqualTo("→ in-review");
        assertThat(Steps.of(events(review, decide(Right.ACCESS, Ruling.IN_FULL)).getFirst()).facts()).doesNotContainKey("leftOut");
    }

    /** One package answers both: a copy that nobody decided would bring along what the other leaves out. */
    @Test
    void oncePartOfACopyIsKeptBackEveryCopyIsDecidedAndWhatOneGivesIsGiven() {
        RequestState two = after(receive(Right.ACCESS, Right.PORTABILITY), acknowledged(), confirm(), collect(LEDGER), holderAsked(LEDGER),
                holderAnswered(LEDGER));
        assertThat(outcome(two, approve())).as("both whole").isEqualTo("→ approved");

        RequestState one = two.after(events(two, partOfAccess(Set.of(LEDGER))).getFirst());
        assertThat(outcome(one, approve())).isEqualTo("right-undecided");
        assertThat(Moves.of(one)).contains(Move.DECIDE).doesNotContain(Move.APPROVE);

        RequestState whole = one.after(events(one, decide(Right.PORTABILITY, Ruling.IN_FULL)).getFirst());
        assertThat(whole.leftOut()).isEqualTo(LeftOut.NOTHING);
        RequestState part = one.after(events(one, decide(Right.PORTABILITY, Ruling.IN_PART, Set.of(record(1)), Ground.NOT_PORTABLE)).getFirst());
        assertThat(part.leftOut().items()).containsExactly(record(1));
        RequestState refused = one.after(events(one, decide(Right.PORTABILITY, Ruling.REFUSED, Ground.NOT_PORTABLE)).getFirst());
        assertThat(refused.leftOut().items()).containsExactly(LEDGER);
        assertThat(List.of(outcome(whole, approve()), outcome(part, approve()), outcome(refused, approve()))).containsOnly("→ approved");
    }

    private static DecideRight partOfAccess(Set<String> leftOut) {
        return decide(Right.ACCESS, Ruling.IN_PART, leftOut, Ground.RIGHTS_OF_OTHERS);
    }

    private static String record(int number) {
        return LeftOut.record(LEDGER, new UUID(0, number));
    }

    @Test
    void aRefusedErasureIsAnsweredWithoutTasksOrData() {
        RequestState refused = after(receive(Right.ERASURE), acknowledged(), confirm(), review(),
                decide(Right.ERASURE, Ruling.REFUSED, Ground.LEGAL_CLAIMS), approve(), sentWithoutLink());
        assertThat(refused.status()).isEqualTo(Status.ANSWERED);
        assertThat(events(refused, close(Outcome.ANSWERED, null))).hasSize(1);
    }

    @Test
    void whoCannotBeIdentifiedIsToldSoAndNothingElse() {
        RequestState unknown = after(receive(Right.ACCESS), acknowledged(), judge(false));
        assertThat(outcome(unknown, approve())).isEqualTo("identity-not-confirmed");
        assertThat(outcome(unknown, decide(Right.ACCESS, Ruling.IN_FULL))).isEqualTo("identity-not-confirmed");
        assertThat(outcome(unknown, decide(Right.ACCESS, Ruling.REFUSED, Ground.EXCESSIVE))).isEqualTo("identity-not-confirmed");

        List<RequestEvent> refusal = events(unknown, decide(Right.ACCESS, Ruling.REFUSED, Ground.NOT_IDENTIFIED));
        assertThat(outcome(unknown.after(refusal.getFirst()), approve())).isEqualTo("→ approved");
    }

    @Test
    void aDoubtThatTheLinkCannotSettleWaitsForAJudgement() {
        RequestState lookalike = after(receive(Right.ACCESS), doubt(Doubt.LOOKALIKE_ADDRESS), acknowledged(), confirm());
        assertThat(lookalike.identity().confirmed()).isFalse();
        assertThat(lookalike.attention()).containsExactly(Attention.IDENTITY_DOUBTED);
        assertThat(after(receive(Right.ACCESS), doubt(Doubt.REPLY_ELSEWHERE), acknowledged(), confirm()).status()).isEqualTo(Status.COLLECTING);

        RequestState judged = lookalike.after(events(lookalike, judge(true)).getFirst());
        assertThat(judged.status()).isEqualTo(Status.COLLECTING);
        assertThat(judged.attention()).isEmpty();
    }

    @Test
    void aLinkDoesNotOverruleAJudgement() {
        RequestState no = after(receive(Right.ACCESS), acknowledged(), judge(false), confirm());

        assertThat(no.status()).isEqualTo(Status.IDENTITY_NOT_CONFIRMED);
        assertThat(no.identity().confirmed()).isFalse();
    }

    @Test
    void aDoubtThatComesLateStopsTheAnswer() {
        RequestState review = POINTS.get("review");
        RequestState doubted = review.after(events(review, doubt(Doubt.ADDRESS_CHANGED_LATELY)).getFirst());

        assertThat(outcome(doubted, approve())).isEqualTo("identity-not-confirmed");
        RequestState judged = doubted.after(events(doubted, judge(true)).getFirst());
        assertThat(judged.status()).isEqualTo(Status.IN_REVIEW);
        assertThat(outcome(judged, approve())).isEqualTo("→ approved");
    }

    @Test
    void theExtensionNoticeSentInTheFirstMonthMovesTheLastDayToThreeMonthsFromReceipt() {
        RequestState extended = after(receive(Right.ACCESS), acknowledged(), extend(LATER), extensionNotice(LAST_HOUR));

        assertThat(extended.clock().deadline().dueOn()).isEqualTo(LocalDate.of(2026, 6, 8));
        assertThat(outcome(extended, extend(LATER))).isEqualTo("extended-before");
    }

    @Test
    void theExtensionNoticeSentAfterTheFirstMonthIsRefused() {
        RequestState decided = after(receive(Right.ACCESS), acknowledged(), extend(LATER));
        RequestState late = after(receive(Right.ACCESS), acknowledged(), extend(LATER), extensionNotice(LAST_HOUR.plusSeconds(1)));

        assertThat(events(decided, extensionNotice(LAST_HOUR.plusSeconds(1)))).hasExactlyElementsOfTypes(
                RequestEvent.LetterSent.class, RequestEvent.ExtensionLapsed.class);
        assertThat(late.clock().deadline().dueOn()).isEqualTo(LocalDate.of(2026, 4, 7));
        assertThat(outcome(after(receive(Right.ACCESS)), extend(LAST_HOUR.plusSeconds(1)))).isEqualTo("too-late-to-extend");
    }

    @Test
    void anExtensionNeedsItsReason() {
        var silent = new ExtendDeadline(CASE, ExtensionReason.COMPLEXITY, Personal.of(""), "dpo", LATER);

        assertThat(outcome(after(receive(Right.ACCESS)), silent)).isEqualTo("reasons-missing");
    }

    @Test
    void anAnswerThatOnlyPaperCanCarryEndsByHand() {
        RequestState approved = after(receive(Set.of(Attention.SENDER_UNKNOWN), Right.ERASURE), judge(true), review(),
                decide(Right.ERASURE, Ruling.REFUSED, Ground.LEGAL_CLAIMS), approve());

        assertThat(outcome(approved, close(Outcome.HANDLED_BY_HAND, "dpo"))).isEqualTo("→ closed");
        assertThat(Moves.of(approved)).contains(Move.CLOSE);
    }

    @Test
    void anAnswerThatTheMailServerWillNeverTakeIsSentAgainOrEndsByHand() {
        RequestState approved = after(receive(Right.ERASURE), acknowledged(), confirm(), review(),
                decide(Right.ERASURE, Ruling.REFUSED, Ground.LEGAL_CLAIMS), approve());
        RequestState undelivered = approved.after(events(approved,
                new RecordLetterRefused(CASE, CaseFixture.ANSWER, true, "5.1.1", LATER)).getFirst());

        assertThat(undelivered.attention()).contains(Attention.LETTER_BOUNCED);
        assertThat(Moves.of(undelivered)).contains(Move.SEND_AGAIN, Move.CLOSE);
        assertThat(outcome(undelivered, close(Outcome.HANDLED_BY_HAND, "dpo"))).isEqualTo("→ closed");
        RequestState again = undelivered.after(events(undelivered, new SendAnswerAgain(CASE, "dpo", LATER)).getFirst());
        assertThat(outcome(again, new RecordLetterRefused(CASE, CaseFixture.ANSWER, true, "5.1.1", LATER))).as("the first letter").isEqualTo("=");
        assertThat(outcome(again, new RecordLetterRefused(CASE, CaseFixture.NOTICE, false, "5.1.1", LATER))).as("another letter")
                .isEqualTo("→ approved");
        assertThat(outcome(again, new RecordLetterRefused(CASE, CaseFixture.QUESTION, true, "5.1.1", LATER))).isEqualTo("→ undelivered");
    }

    @Test
    void aDuplicateIsJoinedToAnEarlierCaseOfTheSamePersonOnly() {
        RequestState received = POINTS.get("received");
        PersonId other = new PersonId(UUID.fromString("7d2f8a34-0d27-4c5e-8f35-5a0d6f5b0003"));

        assertThat(outcome(received, merge(other, CaseFixture.RECEIVED))).isEqualTo("other-person");
        assertThat(outcome(received, merge(CaseFixture.PERSON, CaseFixture.RECEIVED.plusSeconds(1)))).isEqualTo("later-case");
        assertThat(outcome(received, merge(CaseFixture.PERSON, CaseFixture.RECEIVED, LocalDate.of(2026, 6, 8), Right.ACCESS)))
                .as("its time is longer").isEqualTo("later-case");
        assertThat(events(received, merge(CaseFixture.PERSON, CaseFixture.RECEIVED))).hasExactlyElementsOfTypes(
                RequestEvent.RequestMerged.class, RequestEvent.RequestClosed.class);
    }

    /** A mail with a forged sender must not be carried out on the word of the case that it is joined to. */
    @Test
    void whatNobodyConfirmedIsNotJoinedToACaseThatAsksLess() {
        MergeRequest intoAccess = merge(CaseFixture.PERSON, CaseFixture.RECEIVED);

        assertThat(outcome(after(receive(Right.ERASURE), acknowledged()), intoAccess)).isEqualTo("identity-not-confirmed");
        assertThat(outcome(after(receive(Right.ERASURE), acknowledged(), confirm()), intoAccess)).isEqualTo("→ closed");
        assertThat(outcome(after(receive(Right.ACCESS), doubt(Doubt.NO_MANDATE)), intoAccess)).isEqualTo("identity-not-confirmed");
    }

    @Test
    void aLinkOverrulesNoJudgementAndAnswersNoQuestion() {
        var ask = new PutIdentityQuestion(CASE, Personal.of("Which shop?"), "dpo", LATER);
        RequestState asked = after(receive(Right.ACCESS), acknowledged(), ask, identityAsked(), confirm());
        RequestState judged = after(receive(Right.ACCESS), acknowledged(), judge(false),
                new PutIdentityQuestion(CASE, Personal.of(""), "dpo", LATER), identityAsked(), confirm());

        for (RequestState state : List.of(asked, judged)) {
            assertThat(state.status()).isEqualTo(Status.AWAITING_IDENTITY);
            assertThat(state.identity().confirmed()).isFalse();
            assertThat(outcome(state, judge(true))).isEqualTo("→ collecting");
        }
    }

    @Test
    void aCaseWithAMessageThatNobodyReadDoesNotCloseByItself() {
        RequestState fetched = POINTS.get("fetched");
        RequestState spokenTo = fetched.after(events(fetched, COMMANDS.get("message")).getFirst());

        assertThat(outcome(spokenTo, close(Outcome.ANSWERED, null))).isEqualTo("not-at-this-point");
        RequestState read = spokenTo.after(events(spokenTo, COMMANDS.get("settle")).getFirst());
        assertThat(outcome(read, close(Outcome.ANSWERED, null))).isEqualTo("→ closed");
    }

    @Test
    void aReopenedCaseIsDecidedMadeAndSentAnew() {
        RequestState closed = POINTS.get("closed");
        RequestState open = closed.after(events(closed, new ReopenRequest(CASE, Personal.of("complained"), "dpo", LATER)).getFirst());

        assertThat(open.status()).isEqualTo(Status.IN_REVIEW);
        assertThat(open.answer()).isEqualTo(RequestState.Answer.NONE);
        assertThat(outcome(open, approve())).isEqualTo("→ approved");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20260306})
    void whateverComesInWhateverOrderACaseStaysSound(long seed) {
        Random random = new Random(seed);
        List<RequestCommand> all = List.copyOf(COMMANDS.values());
        for (int run = 0; run < 2_000; run++) {
            RequestState state = after(receive(Right.values()[random.nextInt(2)]));
            for (int i = 0; i < 40; i++) {
                RequestCommand command = all.get(random.nextInt(all.size()));
                if (RequestDecisions.decide(state, command) instanceof Decision.Accepted(var events)) {
                    for (RequestEvent event : events) {
                        state = state.after(event);
                        checkSound(state);
                    }
                    assertThat(outcome(state, command)).as("again: %s", command).doesNotStartWith("→");
                }
            }
        }
    }

    private static void checkSound(RequestState state) {
        if (state.answer().packageSha256() != null) {
            assertThat(state.identity().confirmed()).as("no data go out to who did not confirm").isTrue();
            assertThat(state.collecting().isComplete()).as("no data go out half collected").isTrue();
        }
        if (state.answer().isSent() && state.needsPackage()) {
            assertThat(state.answer().packageSha256()).as("no answer without what it answers with").isNotNull();
        }
        if (state.answer().downloaded()) {
            assertThat(state.answer().isSent()).isTrue();
        }
        if (state.status() == Status.COLLECTING || state.status() == Status.IN_REVIEW) {
            assertThat(state.identity().confirmed()).as("nobody is asked about who did not confirm").isTrue();
        }
        if (state.collecting().holders() != null) {
            assertThat(state.collecting().holders()).containsAll(state.collecting().answered().keySet());
        }
    }
}
