package eu.volens.rights.identity;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.letter.Outbox;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.Status;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** {@link IdentityLinks} that came in letters. What a link can still do is read from the case itself, never from a copy. */
public final class LetteredIdentityLinks implements IdentityLinks {

    private final IdentityLinkTable table;
    private final CaseLog cases;
    private final Outbox outbox;
    private final CommandGateway commands;
    private final Clock clock;

    public LetteredIdentityLinks(IdentityLinkTable table, CaseLog cases, Outbox outbox, CommandGateway commands, Clock clock) {
        this.table = table;
        this.cases = cases;
        this.outbox = outbox;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Answer look(String token) {
        return find(token, this::answer);
    }

    @Override
    public Answer confirm(String token, Set<UUID> consentRecords) {
        if (consentRecords.size() > CONSENT_RECORDS_MAX) {
            throw new IllegalArgumentException("more than " + CONSENT_RECORDS_MAX + " consent records");
        }
        Answer before = look(token);
        if (!(before instanceof Open)) {
            return before;
        }
        return find(token, (link, facts) -> {
            // Who holds the link has the letter, even when we crashed before we knew that it went out.
            outbox.record(link.letterId());
            commands.sendAndWait(new ConfirmIdentity(link.caseId(),
                    Personal.of(consentRecords.stream().map(UUID::toString).sorted().toList()), clock.instant()));
            return look(token);
        });
    }

    private Answer find(String token, BiFunction<IdentityLinkTable.Row, CaseFacts, Answer> then) {
        return table.find(token).flatMap(link -> cases.find(link.caseId()).map(facts -> then.apply(link, facts)))
                .orElseGet(Unknown::new);
    }

    private Answer answer(IdentityLinkTable.Row link, CaseFacts facts) {
        var confirmed = facts.last(IdentityConfirmed.class);
        if (confirmed.isPresent()) {
            return new Confirmed(facts.language(), facts.caseNumber(), facts.deadline().dueOn(), confirmed.get().at());
        }
        if (facts.status() == Status.CLOSED) {
            return new CaseClosed(facts.language(), facts.caseNumber());
        }
        if (!clock.instant().isBefore(link.expiresAt())) {
            return new Expired(facts.language(), facts.caseNumber());
        }
        return new Open(facts.language(), facts.caseNumber(), facts.rights(), facts.deadline().receivedOn(),
                facts.deadline().dueOn(), link.expiresAt());
    }
}
