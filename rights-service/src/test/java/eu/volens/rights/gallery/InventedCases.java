package eu.volens.rights.gallery;

import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.Change;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    private static final String LETTER = """
            Bonjour,

            conformément à l’article 15 du RGPD, je souhaite recevoir une copie des données que vous détenez à mon sujet,
            y compris l’historique de mes choix de cookies.

            Bien à vous,
            Léa Dubois""";

    private static final List<String> OPTIONAL = List.of("functional", "analytics", "preferences");
    private static final List<Change> HISTORY = List.of(
            new Change("given", at(200, 9), OPTIONAL, List.of("marketing"), List.of(), "9f2c61d05b7e", "fr", "second", "choose"),
            new Change("withdrawn", at(120, 20), List.of(), List.of(), List.of("analytics"), "9f2c61d05b7e", "fr", null, null),
            new Change("refused", at(30, 8), List.of(), OPTIONAL, List.of(), "b04e77aa1290", "fr", "first", "refuse-all"));
    private static final HolderAnswer FOUND = new HolderAnswer("consent-ledger", at(17, 10), List.of(
            new ConsentRecord(id(50), "itsme-id", "business", "partial", HISTORY),
            new ConsentRecord(id(51), "itsme-id", "account", "given", HISTORY.subList(0, 1))), List.of(id(52)));

    private final List<CaseFile> files = List.of(
            new Sketch(IN_REVIEW, 123, 17, Status.IN_REVIEW).from("fr", "Léa Dubois", "lea.dubois@exemple.be")
                    .writing("Mes données personnelles", LETTER).ledgerAnswered(FOUND).can(Move.APPROVE, Move.CLOSE).done(),
            new Sketch(AWAITING, 124, 2, Status.AWAITING_IDENTITY).asking(Right.ACCESS, Right.PORTABILITY)
                    .from("nl", "Joris Peeters", "joris.peeters@voorbeeld.be")
                    .writing("Mijn gegevens", "Graag een kopie van al mijn gegevens.\n\nGroeten,\nJoris").can(Move.CLOSE).done(),
            new Sketch(UNREADABLE, 125, 28, Status.RECEIVED).asking().needing(Attention.MAIL_UNREADABLE, Attention.RIGHT_UNKNOWN)
                    .from("de", "", "k.weiss@beispiel.de").writing(HOSTILE, HOSTILE).with("Scan meines Briefs.pdf")
                    .can(Move.CLASSIFY, Move.CLOSE).done(),
            new Sketch(COLLECTING, 126, 11, Status.COLLECTING).from("en", "Sam O’Neill", "sam.oneill@example.org")
                    .writing("Subject access request", "Dear all,\nplease send me everything you hold about me.\nSam")
                    .ledgerAway("Connection refused", Instant.parse("2026-11-23T12:30:00Z")).can(Move.CLOSE).done(),
            new Sketch(ANSWERED, 120, 20, Status.ANSWERED).from("en", "Ann Example", "ann@example.org")
                    .writing("My data", "Please send me my data.").answeredAt(at(5, 15)).can(Move.CLOSE).done(),
            new Sketch(CLOSED_ERASED, 101, 20, Status.CLOSED).answeredAt(at(5, 15)).ended(Outcome.ANSWERED).erased().done(),
            new Sketch(OVERDUE, 118, 34, Status.IN_REVIEW).asking(Right.ERASURE).needing(Attention.RIGHT_BY_HAND)
                    .from("fr", "Paul Lambert", "paul.lambert@exemple.be")
                    .writing("Effacez mes données", "Je vous prie d’effacer toutes mes données.").can(Move.CLOSE).done(),
            new Sketch(FOUND_NOTHING, 127, 1, Status.IN_REVIEW).from("fr", "", "anonyme@exemple.be")
                    .writing("Accès", "Quelles données avez-vous ?").can(Move.APPROVE, Move.CLOSE)
                    .ledgerAnswered(new HolderAnswer("consent-ledger", at(1, 10), List.of(), List.of(id(77)))).done(),
            new Sketch(CLOSED_BY_HAND, 110, 40, Status.CLOSED).asking().needing(Attention.SENT_BY_MACHINE)
                    .from("en", "Robot", "robot@example.org").writing("Your weekly digest", "Here is your weekly digest.")
                    .ended(Outcome.NOT_A_REQUEST).done());

    boolean empty;

    @Override
    public Page list(Filter filter, int page, int size) {
        var rows = files.stream().filter(file -> !empty && wanted(file, filter))
                .sorted(Comparator.comparing((CaseFile file) -> file.status() == Status.CLOSED)
                        .thenComparing(file -> file.deadline().dueOn()))
                .map(InventedCases::row).toList();
        return new Page(rows.stream().skip((long) page * size).limit(size).toList(), page, size, rows.size());
    }

    @Override
    public List<Long> count(List<Filter> filters) {
        return filters.stream().map(filter -> list(filter, 0, 1).total()).toList();
    }

    @Override
    public List<Earlier> earlierOfSamePerson(UUID caseId) {
        return List.of();
    }

    private static boolean wanted(CaseFile file, Filter filter) {
        return (filter.statuses().isEmpty() || filter.statuses().contains(file.status()))
                && (!filter.needsAttention() || !file.attention().isEmpty())
                && (filter.caseNumber() == null || file.caseNumber().contains(filter.caseNumber()))
                && (filter.dueFrom() == null || !file.deadline().dueOn().isBefore(filter.dueFrom()))
                && (filter.dueUntil() == null || !file.deadline().dueOn().isAfter(filter.dueUntil()));
    }

    private static Row row(CaseFile file) {
        return new Row(file.caseId(), file.caseNumber(), file.rights(), file.status(), file.attention(), file.language(),
                file.receivedAt(), file.deadline().receivedOn(), file.deadline().dueOn(), file.correspondent().address());
    }

    @Override
    public Optional<CaseFile> find(UUID caseId) {
        if (caseId.equals(FAILING)) {
            throw new IllegalStateException("SELECT secret FROM somewhere");
        }
        return files.stream().filter(file -> file.caseId().equals(caseId)).findFirst();
    }

    static Instant at(int daysAgo, int hour) {
        return TODAY.minusDays(daysAgo).atTime(hour, 12, 4).atZone(ZONE).toInstant();
    }

    static UUID id(int number) {
        return UUID.fromString("3f0c9a52-7d1e-4b6a-9c58-%012d".formatted(number));
    }
}
