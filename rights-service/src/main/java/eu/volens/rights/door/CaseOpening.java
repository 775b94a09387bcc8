package eu.volens.rights.door;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseNumbers;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.RequestCommand.DoubtIdentity;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Makes a case of a request, whatever the door it came by. May be repeated: a case that is open stays as it is. Safe for many threads. */
public final class CaseOpening {

    private final Correspondents correspondents;
    private final DeadlineLaw law;
    private final CaseNumbers numbers;
    private final CommandGateway commands;
    private final Clock clock;

    public CaseOpening(Correspondents correspondents, DeadlineLaw law, CaseNumbers numbers, CommandGateway commands, Clock clock) {
        this.correspondents = correspondents;
        this.law = law;
        this.numbers = numbers;
        this.commands = commands;
        this.clock = clock;
    }

    /** A number of the year of receipt, to be told before the case is open. It is nobody else's, also when the case never opens. */
    String reserveNumber(Instant receivedAt) {
        return numbers.next(law.receivedAt(receivedAt).receivedOn().getYear());
    }

    /** Durable when it returns. */
    public void open(Arrival arrival) {
        open(arrival, reserveNumber(arrival.receivedAt()));
    }

    /** As {@link #open(Arrival)}, under a number that was reserved for it. */
    void open(Arrival arrival, String number) {
        Deadline deadline = law.receivedAt(arrival.receivedAt());
        Arrival.Sender sender = arrival.sender();
        Arrival.Wish wish = arrival.wish();
        commands.sendAndWait(new ReceiveRequest(arrival.caseId(), number, sender.person(), wish.rights(), attention(arrival),
                arrival.channel().wireName(), wish.language(), arrival.receivedAt(), deadline,
                Personal.of(sender.address().map(MailAddress::text).orElse("")), Personal.of(sender.name()), Personal.of(wish.subject()),
                Personal.of(wish.consentRecords()), arrival.messageRef(), arrival.answerByMachine(), clock.instant()));
        // A crash before this line: whoever kept the request opens the case again, and the doubt follows.
        doubt(arrival.caseId(), sender, arrival.doubts());
    }

    /**
     * Tells a case what speaks against its being the person who writes. What it knows already, and what comes when nobody can judge it any
     * more, changes nothing. Durable when it returns.
     */
    public void doubt(UUID caseId, Arrival.Sender sender, Set<Doubt> seen) {
        Set<Doubt> doubts = doubts(sender, seen);
        if (!doubts.isEmpty()) {
            commands.sendAndWait(new DoubtIdentity(caseId, doubts, clock.instant()));
        }
    }

    /**
     * Whether the last day for its answer is over: it is from an old file, was found late, or lay in a mailbox that nobody read. A letter by
     * machine would promise a day in the past, and perhaps come after an answer by hand.
     */
    public boolean isLongAgo(Instant receivedAt) {
        return law.receivedAt(receivedAt).dueOn().isBefore(law.receivedAt(clock.instant()).receivedOn());
    }

    private Set<Doubt> doubts(Arrival.Sender sender, Set<Doubt> seen) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        doubts.addAll(seen);
        if (sender.address().filter(address -> correspondents.looksLikeAnother(address, sender.person())).isPresent()) {
            doubts.add(Doubt.LOOKALIKE_ADDRESS);
        }
        return doubts;
    }

    private static Set<Attention> attention(Arrival arrival) {
        Set<Attention> attention = EnumSet.noneOf(Attention.class);
        attention.addAll(arrival.attention());
        if (arrival.sender().address().isEmpty()) {
            attention.add(Attention.SENDER_UNKNOWN);
        } else if (!arrival.answerByMachine()) {
            attention.add(Attention.SENT_BY_MACHINE);
        }
        return attention;
    }
}
