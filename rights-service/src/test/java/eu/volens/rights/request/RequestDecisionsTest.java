package eu.volens.rights.request;

import static eu.volens.rights.request.CaseFixture.CASE;
import static eu.volens.rights.request.CaseFixture.LATER;
import static eu.volens.rights.request.CaseFixture.LEDGER;
import static eu.volens.rights.request.CaseFixture.acknowledged;
import static eu.volens.rights.request.CaseFixture.after;
import static eu.volens.rights.request.CaseFixture.approve;
import static eu.volens.rights.request.CaseFixture.classify;
import static eu.volens.rights.request.CaseFixture.close;
import static eu.volens.rights.request.CaseFixture.collect;
import static eu.volens.rights.request.CaseFixture.confirm;
import static eu.volens.rights.request.CaseFixture.downloaded;
import static eu.volens.rights.request.CaseFixture.events;
import static eu.volens.rights.request.CaseFixture.holderAnswered;
import static eu.volens.rights.request.CaseFixture.holderAsked;
import static eu.volens.rights.request.CaseFixture.identityAsked;
import static eu.volens.rights.request.CaseFixture.packaged;
import static eu.volens.rights.request.CaseFixture.receive;
import static eu.volens.rights.request.CaseFixture.review;
import static eu.volens.rights.request.CaseFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
    }

    /** + and the status after: accepted; =: accepted, nothing new; anything else: the refusal. */
    private static final String TABLE = """
            command         | none | received            | awaiting            | confirmed    | collecting             | asked                  | review          | approved     | packaged     | answered            | fetched             | closed
            receive         | +RECEIVED | =              | =                   | =            | =                      | =                      | =               | =            | =            | =                   | =                   | =
            classify        | POINT | +RECEIVED          | +AWAITING_IDENTITY  | +COLLECTING  | +COLLECTING            | +COLLECTING            | +IN_REVIEW      | POINT        | POINT        | POINT               | POINT               | CLOSED
            acknowledged    | POINT | +AWAITING_IDENTITY | =                   | =            | =                      | =                      | =               | =            | =            | =                   | =                   | =
            identity-asked  | POINT | +AWAITING_IDENTITY | +AWAITING_IDENTITY  | +COLLECTING  | +COLLECTING            | +COLLECTING            | +IN_REVIEW      | +APPROVED    | +APPROVED    | +ANSWERED           | +ANSWERED           | +CLOSED
            confirm         | POINT | POINT              | +COLLECTING         | =            | =                      | =                      | =               | =            | =            | =                   | =                   | =
            collect         | POINT | IDENTITY           | IDENTITY            | +COLLECTING  | =                      | =                      | =               | =            | =            | =                   | =                   | =
            holder-asked    | POINT | HOLDER             | HOLDER              | HOLDER       | +COLLECTING            | =                      | =               | =            | =            | =                   | =                   | =
            holder-answered | POINT | HOLDER             | HOLDER              | HOLDER       | HOLDER                 | +IN_REVIEW             | =               | =            | =            | =                   | =                   | =
            review          | POINT | IDENTITY           | IDENTITY            | +IN_REVIEW   | INCOMPLETE             | INCOMPLETE             | =               | =            | =            | =                   | =                   | CLOSED
            approve         | POINT | IDENTITY           | IDENTITY            | INCOMPLETE   | INCOMPLETE             | INCOMPLETE             | +APPROVED       | =            | =            | =                   | =                   | CLOSED
            packaged        | POINT | POINT              | POINT               | POINT        | POINT                  | POINT                  | POINT           | +APPROVED    | =            | =                   | =                   | =
            sent            | POINT | POINT              | POINT               | POINT        | POINT                  | POINT                  | POINT           | POINT        | +ANSWERED    | =                   | =                   | =
            downloaded      | POINT | POINT              | POINT               | POINT        | POINT                  | POINT                  | POINT           | POINT        | POINT        | +ANSWERED           | =                   | =
            close-answered  | POINT | POINT              | POINT               | POINT        | POINT                  | POINT                  | POINT           | POINT        | POINT        | POINT               | +CLOSED             | =
            close-by-hand   | POINT | +CLOSED            | +CLOSED             | +CLOSED      | +CLOSED                | +CLOSED                | +CLOSED         | POINT        | POINT        | +CLOSED             | +CLOSED             | CLOSED
            close-no-request| POINT | +CLOSED            | +CLOSED             | +CLOSED      | +CLOSED                | +CLOSED                | +CLOSED         | POINT        | POINT        | POINT               | POINT               | CLOSED
            """;

    private static final Map<String, Refusal> REFUSALS = Map.of("POINT", Refusal.NOT_AT_THIS_POINT,
            "CLOSED", Refusal.CASE_CLOSED, "IDENTITY", Refusal.IDENTITY_NOT_CONFIRMED,
            "INCOMPLETE", Refusal.COLLECTION_INCOMPLETE, "HOLDER", Refusal.HOLDER_NOT_ASKED);

    @TestFactory
    List<DynamicTest> everyCommandAtEveryPointDoesWhatTheTableSays() {
        List<List<String>> rows = TABLE.lines().map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList()).toList();
        assertThat(rows.getFirst().subList(1, rows.getFirst().size())).containsExactlyElementsOf(POINTS.keySet());
        assertThat(rows.stream().skip(1).map(List::getFirst)).containsExactlyElementsOf(COMMANDS.keySet());
        return rows.stream().skip(1).flatMap(row -> POINTS.keySet().stream().map(point -> {
            String expected = row.get(1 + List.copyOf(POINTS.keySet()).indexOf(point));
            return DynamicTest.dynamicTest(row.getFirst() + " at " + point + " is " + expected,
                    () -> assertThat(outcome(POINTS.get(point), COMMANDS.get(row.getFirst()))).isEqualTo(expected));
        })).toList();
    }

    private static String outcome(RequestState state, RequestCommand command) {
        return switch (RequestDecisions.decide(state, command)) {
            case Decision.Accepted(var events) -> events.isEmpty() ? "=" : "+" + events.getLast().status();
            case Decision.Refused(Refusal reason) -> REFUSALS.entrySet().stream().filter(entry -> entry.getValue() == reason)
                    .map(Map.Entry::getKey).findFirst().orElse(reason.name());
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
            assertThat(RequestDecisions.moves(state)).contains(Move.CLOSE);
            assertThat(RequestDecisions.decide(state, close(Outcome.HANDLED_BY_HAND, "dpo"))).isEqualTo(Decision.accept(
                    new RequestEvent.RequestClosedAfterErasure(CASE, kept.caseNumber(), Outcome.HANDLED_BY_HAND, "dpo", Status.CLOSED, LATER)));
            assertThat(outcome(state, close(Outcome.ANSWERED, null))).isEqualTo("POINT");
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
                "collection-started", "holder-asked", "holder-answered", "review-started", "approved", "package-prepared",
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
        assertThat(RequestDecisions.decide(erasure, approve())).isEqualTo(Decision.refuse(Refusal.NOTHING_TO_SEND));
        assertThat(RequestDecisions.moves(erasure)).containsExactlyInAnyOrder(Move.CLASSIFY, Move.CLOSE);
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
        POINTS.forEach((point, state) -> {
            Set<Move> moves = RequestDecisions.moves(state);
            assertThat(moves.contains(Move.APPROVE)).as("approve at %s", point)
                    .isEqualTo(outcome(state, approve()).startsWith("+"));
            assertThat(moves.contains(Move.CLASSIFY)).as("classify at %s", point)
                    .isEqualTo(outcome(state, COMMANDS.get("classify")).startsWith("+"));
            assertThat(moves.contains(Move.CLOSE)).as("close at %s", point)
                    .isEqualTo(state.status() != null && outcome(state, COMMANDS.get("close-by-hand")).startsWith("+"));
        });
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
                    assertThat(outcome(state, command)).as("again: %s", command).doesNotStartWith("+");
                }
            }
        }
    }

    private static void checkSound(RequestState state) {
        if (state.packageSha256() != null || state.answerSent()) {
            assertThat(state.identityConfirmed()).as("nothing goes out to who did not confirm").isTrue();
            assertThat(state.collectionComplete()).as("nothing goes out half collected").isTrue();
        }
        if (state.downloaded()) {
            assertThat(state.answerSent()).isTrue();
        }
        if (state.holders() != null) {
            assertThat(state.identityConfirmed()).as("nobody is asked about who did not confirm").isTrue();
            assertThat(state.holders()).containsAll(state.holdersAnswered());
        }
    }
}
