package eu.volens.rights.gallery;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.Change;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Correspondent;
import eu.volens.rights.request.CaseFile.Holder;
import eu.volens.rights.request.CaseFile.Letter;
import eu.volens.rights.request.CaseFile.Message;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nine cases, one for each thing that a page must be able to say. Today is 23 November 2026. */
final class InventedCases implements Cases {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    static final UUID IN_REVIEW = id(1);
    static final UUID AWAITING = id(2);
    static final UUID UNREADABLE = id(3);
    static final UUID COLLECTING = id(4);
    static final UUID ANSWERED = id(5);
    static final UUID CLOSED_ERASED = id(6);
    static final UUID OVERDUE = id(7);
    static final UUID FOUND_NOTHING = id(8);
    static final UUID CLOSED_BY_HAND = id(9);
    static final UUID FAILING = id(500);

    static final String HOSTILE = "</div><script>alert(1)</script><img src=x onerror=alert(1)> ${7*7} [[${7*7}]]";

    private final List<CaseFile> files = new ArrayList<>();
    boolean empty;

    InventedCases() {
        files.add(inReview());
        files.add(of(AWAITING, 124, List.of(Right.ACCESS, Right.PORTABILITY), Status.AWAITING_IDENTITY, Set.of(), "nl", 2,
                "Joris Peeters", "joris.peeters@voorbeeld.be", "Mijn gegevens", "Graag een kopie van al mijn gegevens, en ook in een formaat dat ik kan meenemen.\n\nGroeten,\nJoris",
                List.of(), Set.of(Move.CLOSE), null));
        files.add(of(UNREADABLE, 125, List.of(), Status.RECEIVED, Set.of(Attention.MAIL_UNREADABLE, Attention.RIGHT_UNKNOWN), "de", 28,
                "", "k.weiss@beispiel.de", HOSTILE, HOSTILE, List.of(), Set.of(Move.CLASSIFY, Move.CLOSE), null));
        files.add(of(COLLECTING, 126, List.of(Right.ACCESS), Status.COLLECTING, Set.of(), "en", 11, "Sam O’Neill",
                "sam.oneill@example.org", "Subject access request", "Dear all,\nplease send me everything you hold about me.\nSam",
                List.of(new Holder("consent-ledger", "retrying", 3, at(11, 10), Instant.parse("2026-11-23T12:30:00Z"),
                        "Connection refused", null, null, null)), Set.of(Move.CLOSE), null));
        files.add(answered(ANSWERED, 120, Status.ANSWERED, null));
        files.add(erased());
        files.add(of(OVERDUE, 118, List.of(Right.ERASURE), Status.IN_REVIEW, Set.of(Attention.RIGHT_BY_HAND), "fr", 34, "Paul Lambert",
                "paul.lambert@exemple.be", "Effacez mes données", "Bonjour,\nje vous prie d’effacer toutes mes données.\nPaul Lambert",
                List.of(), Set.of(Move.CLOSE), null));
        files.add(of(FOUND_NOTHING, 127, List.of(Right.ACCESS), Status.IN_REVIEW, Set.of(), "fr", 1, "", "anonyme@exemple.be", "Accès",
                "Quelles données avez-vous ?", List.of(new Holder("consent-ledger", "answered", 1, at(1, 10), null, null, at(1, 10),
                        "cd".repeat(32), Personal.of(new HolderAnswer("consent-ledger", at(1, 10), List.of(), List.of(id(77)))))),
                Set.of(Move.APPROVE, Move.CLOSE), null));
        files.add(of(CLOSED_BY_HAND, 110, List.of(), Status.CLOSED, Set.of(Attention.SENT_BY_MACHINE), "en", 40, "Robot", "robot@example.org",
                "Your weekly digest", "Here is your weekly digest.", List.of(), Set.of(), Outcome.NOT_A_REQUEST));
    }

    @Override
    public Page list(Filter filter, int page, int size) {
        if (empty) {
            return new Page(List.of(), page, size, 0);
        }
        var rows = files.stream()
                .filter(file -> filter.statuses().isEmpty() || filter.statuses().contains(file.status()))
                .filter(file -> !filter.needsAttention() || !file.attention().isEmpty())
                .filter(file -> filter.caseNumber() == null || filter.caseNumber().isBlank() || file.caseNumber().contains(filter.caseNumber()))
                .sorted(Comparator.comparing((CaseFile file) -> file.status() == Status.CLOSED).thenComparing(file -> file.deadline().dueOn()))
                .map(file -> new Row(file.caseId(), file.caseNumber(), file.rights(), file.status(), file.attention(), file.language(),
                        file.receivedAt(), file.deadline().receivedOn(), file.deadline().dueOn(), file.correspondent().address()))
                .toList();
        return new Page(rows.stream().skip((long) page * size).limit(size).toList(), page, size, rows.size());
    }

    @Override
    public Optional<CaseFile> find(UUID caseId) {
        if (caseId.equals(FAILING)) {
            throw new IllegalStateException("SELECT secret FROM somewhere");
        }
        return files.stream().filter(file -> file.caseId().equals(caseId)).findFirst();
    }

    private CaseFile inReview() {
        var history = List.of(
                new Change("given", at(200, 9), List.of("functional", "analytics", "preferences"), List.of("marketing"), List.of(),
                        "9f2c61d05b7e4a3388b1", "fr", "second", "choose"),
                new Change("withdrawn", at(120, 20), List.of(), List.of(), List.of("analytics"), "9f2c61d05b7e4a3388b1", "fr", null, null),
                new Change("refused", at(30, 8), List.of(), List.of("functional", "analytics", "preferences", "marketing"), List.of(),
                        "b04e77aa1290cdd1e6f3", "fr", "first", "refuse-all"));
        var answer = new HolderAnswer("consent-ledger", at(17, 10), List.of(
                new ConsentRecord(id(50), "itsme-id", "business", "partial", history),
                new ConsentRecord(id(51), "itsme-id", "account", "given", List.of(history.getFirst()))), List.of(id(52)));
        return of(IN_REVIEW, 123, List.of(Right.ACCESS), Status.IN_REVIEW, Set.of(), "fr", 17, "Léa Dubois", "lea.dubois@exemple.be",
                "Mes données personnelles", """
                        Bonjour,

                        conformément à l’article 15 du RGPD, je souhaite recevoir une copie des données que vous détenez à mon sujet,
                        y compris l’historique de mes choix de cookies.

                        Bien à vous,
                        Léa Dubois""",
                List.of(new Holder("consent-ledger", "answered", 1, at(17, 10), null, null, at(17, 10), "ab".repeat(32), Personal.of(answer))),
                Set.of(Move.APPROVE, Move.CLOSE), null);
    }

    private CaseFile answered(UUID id, int number, Status status, @Nullable Outcome outcome) {
        var file = of(id, number, List.of(Right.ACCESS), status, Set.of(), "en", 20, "Ann Example", "ann@example.org", "My data",
                "Please send me my data.", List.of(), Set.of(Move.CLOSE), outcome);
        var steps = new ArrayList<>(file.steps());
        steps.add(new Step("answer-sent", Actor.SYSTEM, null, at(5, 15), Status.ANSWERED, Map.of("sha256", "ef".repeat(32))));
        return new CaseFile(file.caseId(), file.caseNumber(), file.rights(), file.status(), file.attention(), file.language(), file.channel(),
                file.receivedAt(), file.deadline(), file.correspondent(), file.message(), file.holders(), file.letters(), steps,
                file.outcome(), file.moves());
    }

    private CaseFile erased() {
        var file = answered(CLOSED_ERASED, 101, Status.CLOSED, Outcome.ANSWERED);
        var message = new Message(file.receivedAt(), Personal.erased(), Personal.erased(), Personal.erased(), Personal.erased());
        var letters = file.letters().stream().map(letter -> new Letter(letter.letterId(), letter.kind(), letter.state(), letter.tries(),
                letter.sentAt(), letter.problem(), letter.sha256(), Personal.<String>erased(), Personal.<String>erased())).toList();
        var holders = List.of(new Holder("consent-ledger", "answered", 1, at(17, 10), null, null, at(17, 10), "ab".repeat(32), Personal.erased()));
        return new CaseFile(file.caseId(), file.caseNumber(), file.rights(), file.status(), file.attention(), file.language(), file.channel(),
                file.receivedAt(), file.deadline(), new Correspondent(Personal.erased(), Personal.erased()), Optional.of(message), holders,
                letters, file.steps(), file.outcome(), Set.of());
    }

    private static CaseFile of(UUID id, int number, List<Right> rights, Status status, Set<Attention> attention, String language, int daysAgo,
            String name, String address, String subject, String text, List<Holder> holders, Set<Move> moves, @Nullable Outcome outcome) {
        var received = at(daysAgo, 9);
        var receivedOn = LocalDate.ofInstant(received, ZONE);
        var deadline = new Deadline(receivedOn, receivedOn.plusMonths(1), receivedOn.plusMonths(3), ZONE.getId(), "BE-legal-10/1");
        var message = new Message(received, Personal.of(subject), Personal.of(text), Personal.of(List.of(id(50).toString())),
                Personal.of(number == 125 ? List.of("scan of my letter.pdf") : List.of()));
        return new CaseFile(id, "2026-000" + number, rights, status, attention, language, "mail", received, deadline,
                new Correspondent(Personal.of(name), Personal.of(address)), Optional.of(message), holders, letters(status, daysAgo),
                steps(status, daysAgo), outcome, moves);
    }

    private static List<Letter> letters(Status status, int daysAgo) {
        return status == Status.RECEIVED ? List.of() : List.of(
                new Letter(id(200 + daysAgo), "acknowledgement", "sent", 1, at(daysAgo, 9), null, "12".repeat(32),
                        Personal.of("We have your request"), Personal.of("Dear reader,\n\nwe have your request.\nConfirm: http://localhost:8080/identity/…\n")),
                new Letter(id(300 + daysAgo), "answer", "retrying", 2, null, "421 mailbox busy, try again later", "34".repeat(32),
                        Personal.of("Your answer"), Personal.of("Dear reader,\n\nyour answer is ready.")));
    }

    private static List<Step> steps(Status status, int daysAgo) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("received", Actor.PERSON, null, at(daysAgo, 9), Status.RECEIVED, Map.of("rights", "access", "channel", "mail")));
        if (status.compareTo(Status.AWAITING_IDENTITY) >= 0) {
            steps.add(new Step("acknowledged", Actor.SYSTEM, null, at(daysAgo, 9).plusSeconds(4), Status.AWAITING_IDENTITY, Map.of("sha256", "12".repeat(32))));
            steps.add(new Step("identity-asked", Actor.SYSTEM, null, at(daysAgo, 9).plusSeconds(5), Status.AWAITING_IDENTITY, Map.of()));
        }
        if (status.compareTo(Status.COLLECTING) >= 0) {
            steps.add(new Step("identity-confirmed", Actor.PERSON, null, at(daysAgo, 10), Status.COLLECTING, Map.of("method", "link")));
            steps.add(new Step("collection-started", Actor.SYSTEM, null, at(daysAgo, 10).plusSeconds(1), Status.COLLECTING, Map.of()));
            steps.add(new Step("holder-asked", Actor.SYSTEM, null, at(daysAgo, 10).plusSeconds(2), Status.COLLECTING, Map.of("holder", "consent-ledger")));
        }
        if (status.compareTo(Status.IN_REVIEW) >= 0) {
            steps.add(new Step("holder-answered", Actor.SYSTEM, null, at(daysAgo, 10).plusSeconds(3), Status.IN_REVIEW,
                    Map.of("holder", "consent-ledger", "sha256", "ab".repeat(32), "records", "2")));
            steps.add(new Step("review-started", Actor.SYSTEM, null, at(daysAgo, 10).plusSeconds(3), Status.IN_REVIEW, Map.of()));
        }
        return steps;
    }

    static Instant at(int daysAgo, int hour) {
        return TODAY.minusDays(daysAgo).atTime(hour, 12, 4).atZone(ZONE).toInstant();
    }

    static UUID id(int number) {
        return UUID.fromString("3f0c9a52-7d1e-4b6a-9c58-%012d".formatted(number));
    }
}
