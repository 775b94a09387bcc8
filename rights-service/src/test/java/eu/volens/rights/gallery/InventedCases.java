package eu.volens.rights.gallery;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Calendars;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.Change;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.ExtensionState;
import eu.volens.rights.request.CaseFile.Further;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Note;
import eu.volens.rights.request.CaseFile.Reminder;
import eu.volens.rights.request.CaseFile.Task;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A case for each thing that a page must be able to say. Today is 23 November 2026. */
final class InventedCases implements Cases {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    static final DeadlineLaw LAW = new DeadlineLaw(ZONE, Calendars.shipped().named("BE-legal-10/1"));

    static final UUID IN_REVIEW = id(1);
    static final UUID AWAITING = id(2);
    static final UUID UNREADABLE = id(3);
    static final UUID COLLECTING = id(4);
    static final UUID ANSWERED = id(5);
    static final UUID CLOSED_ERASED = id(6);
    static final UUID OVERDUE = id(7);
    static final UUID FOUND_NOTHING = id(8);
    static final UUID CLOSED_BY_HAND = id(9);
    static final UUID TO_DECIDE = id(10);
    static final UUID DOUBTED = id(11);
    static final UUID CAME_BACK = id(12);
    static final UUID NOT_CONFIRMED = id(13);
    static final UUID JOINED = id(14);
    static final UUID EXTENDED = id(15);
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
                    .writing("Mes données personnelles", LETTER).ledgerAnswered(FOUND).can(Move.CLASSIFY, Move.ASK_CLARIFICATION, Move.EXTEND,
                    Move.DECIDE, Move.APPROVE, Move.WITHDRAW, Move.MERGE, Move.CLOSE).done(),
            new Sketch(AWAITING, 124, 2, Status.AWAITING_IDENTITY).asking(Right.ACCESS, Right.PORTABILITY)
                    .from("nl", "Joris Peeters", "joris.peeters@voorbeeld.be")
                    .writing("Mijn gegevens", "Graag een kopie van al mijn gegevens.\n\nGroeten,\nJoris")
                    .can(Move.CLASSIFY, Move.ASK_IDENTITY, Move.JUDGE_IDENTITY,
                    Move.ASK_CLARIFICATION, Move.EXTEND, Move.WITHDRAW, Move.MERGE, Move.CLOSE).done(),
            new Sketch(UNREADABLE, 125, 28, Status.RECEIVED).asking().needing(Attention.MAIL_UNREADABLE, Attention.RIGHT_UNKNOWN)
                    .from("de", "", "k.weiss@beispiel.de").writing(HOSTILE, HOSTILE).with("Scan meines Briefs.pdf")
                    .lookingLike("<!DOCTYPE html><html><head><title></title></head><body><h1>Guten Tag</h1><p>"
                            + HOSTILE.replace("<", "&lt;") + "</p></body></html>")
                    .can(Move.CLASSIFY, Move.CLOSE).done(),
            new Sketch(COLLECTING, 126, 11, Status.COLLECTING).from("en", "Sam O’Neill", "sam.oneill@example.org")
                    .writing("Subject access request", "Dear all,\nplease send me everything you hold about me.\nSam")
                    .ledgerAway("Connection refused", Instant.parse("2026-11-23T12:30:00Z")).can(Move.CLOSE).done(),
            new Sketch(ANSWERED, 120, 20, Status.ANSWERED).from("en", "Ann Example", "ann@example.org")
                    .writing("My data", "Please send me my data.").answeredAt(at(5, 15)).can(Move.SEND_AGAIN, Move.CLOSE).done(),
            new Sketch(CLOSED_ERASED, 101, 20, Status.CLOSED).answeredAt(at(5, 15)).ended(Outcome.ANSWERED).erased().done(),
            new Sketch(OVERDUE, 118, 34, Status.IN_REVIEW).asking(Right.ERASURE).needing(Attention.RIGHT_BY_HAND)
                    .from("fr", "Paul Lambert", "paul.lambert@exemple.be")
                    .writing("Effacez mes données", "Je vous prie d’effacer toutes mes données.")
                    .extending(ExtensionState.DECIDED, "Onze systèmes sont à fouiller.")
                    .can(Move.CLASSIFY, Move.DECIDE, Move.EXTEND, Move.CLOSE).done(),
            new Sketch(FOUND_NOTHING, 127, 1, Status.IN_REVIEW).from("fr", "", "anonyme@exemple.be")
                    .writing("Accès", "Quelles données avez-vous ?").can(Move.DECIDE, Move.APPROVE, Move.CLOSE)
                    .ledgerAnswered(new HolderAnswer("consent-ledger", at(1, 10), List.of(), List.of(id(77)))).done(),
            new Sketch(CLOSED_BY_HAND, 110, 40, Status.CLOSED).asking().needing(Attention.SENT_BY_MACHINE)
                    .from("en", "Robot", "robot@example.org").writing("Your weekly digest", "Here is your weekly digest.")
                    .ended(Outcome.NOT_A_REQUEST).noted(new Note("closed", "dpo", at(39, 16), Personal.of(HOSTILE))).can(Move.REOPEN).done(),
            new Sketch(TO_DECIDE, 119, 19, Status.IN_REVIEW).needing(Attention.RIGHT_BY_HAND, Attention.NEW_MESSAGE)
                    .from("fr", "Mireille Janssens", "mireille@exemple.be").asking(Right.ACCESS, Right.RECTIFICATION)
                    .deciding(Right.ERASURE, Ruling.IN_PART, "Vos factures sont conservées dix ans : la loi comptable l’exige.\nLe reste est effacé.",
                            List.of(Ground.LEGAL_OBLIGATION, Ground.LEGAL_CLAIMS), new Task("consent-ledger", at(1, 9)), new Task("web-shop", null))
                    .writing("Mes données", "Corrigez mon adresse, effacez le reste et envoyez-moi une copie.").ledgerAnswered(FOUND)
                    .joinedBy(new Further(id(601), "letter", at(6, 10), Personal.of("Re: Votre demande"),
                                    Personal.of("Il s’agit de la boutique.\n\nMireille"),
                                    Personal.of(List.of()), Optional.empty()),
                            new Further(id(602), "case-number", at(1, 18), Personal.of(""), Personal.of(HOSTILE),
                                    Personal.of(List.of("facture.pdf", "b.txt")),
                                    Optional.empty()))
                    .clarifying(new Clarification(Personal.of("De quel site s’agit-il ?"), "dpo", at(17, 9), at(6, 10)),
                            new Clarification(Personal.of("Quelle adresse est la bonne ?"), "dpo", at(2, 9), null))
                    .reminded(new Reminder(Milestone.INTERNAL_TARGET, "dpo", at(2, 7)), new Reminder(Milestone.WEEK_LEFT, "above", at(0, 7)))
                    .noted(new Note("task-done", "dpo", at(1, 9), Personal.of("Vu avec l’équipe du registre.")))
                    .can(Move.CLASSIFY, Move.ASK_CLARIFICATION, Move.RECORD_CLARIFICATION, Move.EXTEND, Move.DECIDE, Move.CARRY_OUT, Move.WITHDRAW,
                            Move.MERGE, Move.CLOSE).done(),
            new Sketch(DOUBTED, 128, 3, Status.AWAITING_IDENTITY).needing(Attention.IDENTITY_DOUBTED)
                    .from("nl", "Joris Peeters", "joris.peeter5@voorbeeld.be")
                    .doubting(Doubt.LOOKALIKE_ADDRESS, Doubt.SENDER_NOT_AUTHENTICATED).asked(1, "Wat was uw laatste bestelling?")
                    .writing("DRINGEND", "Stuur mij onmiddellijk alles.").can(Move.CLASSIFY, Move.ASK_IDENTITY, Move.JUDGE_IDENTITY,
                            Move.ASK_CLARIFICATION, Move.EXTEND, Move.WITHDRAW, Move.MERGE, Move.CLOSE).done(),
            new Sketch(CAME_BACK, 117, 22, Status.UNDELIVERED).needing(Attention.LETTER_BOUNCED).from("en", "Old Box", "old.box@example.org")
                    .writing("My data", "A copy please.").givingPartOf(Right.ACCESS, "One record is somebody else’s.", "consent-ledger:" + id(50))
                    .answeredAt(at(2, 9)).can(Move.SEND_AGAIN, Move.CLOSE).done(),
            new Sketch(NOT_CONFIRMED, 116, 12, Status.IDENTITY_NOT_CONFIRMED).from("de", "Kim Weiß", "kim@beispiel.de")
                    .judged(false, IdentityMethod.JUDGEMENT, "Rückruf: kennt die Bestellung nicht.").writing("Meine Daten", "Bitte alles.")
                    .noted(new Note("identity-not-confirmed", "dpo", at(1, 14), Personal.of("Rückruf: kennt die Bestellung nicht.")))
                    .can(Move.CLASSIFY, Move.ASK_IDENTITY, Move.JUDGE_IDENTITY, Move.ASK_CLARIFICATION, Move.EXTEND, Move.DECIDE, Move.CLOSE).done(),
            new Sketch(JOINED, 129, 1, Status.CLOSED).from("en", "Sam O’Neill", "sam.oneill@example.org").writing("Again", "As I wrote before …")
                    .ended(Outcome.DUPLICATE).step("merged", Map.of("into", COLLECTING.toString(), "number", "2026-000126")).done(),
            new Sketch(EXTENDED, 115, 30, Status.COLLECTING).asking(Right.OBJECTION).from("en", "Ute Long", "ute@example.org")
                    .writing("I object", "Stop using my data for statistics.")
                    .extending(ExtensionState.IN_FORCE, "Eleven systems have to be searched.")
                    .can(Move.CLASSIFY, Move.ASK_CLARIFICATION, Move.WITHDRAW, Move.MERGE, Move.CLOSE).done());

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
    public Optional<byte[]> attachment(UUID caseId, UUID messageId, int number) {
        return caseId.equals(UNREADABLE) && number == 0 ? Optional.of(HOSTILE.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public List<Earlier> earlierOfSamePerson(UUID caseId) {
        return caseId.equals(DOUBTED) ? Stream.of(AWAITING, TO_DECIDE).map(id -> find(id).orElseThrow())
                .map(file -> new Earlier(file.caseId(), file.caseNumber(), new PersonId(id(700)), file.rights(), file.status(), file.receivedAt(),
                        file.deadline().dueOn())).toList() : List.of();
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
