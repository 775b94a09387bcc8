package eu.volens.rights.identity;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.letter.Outbox;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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

    @Override
    public Answer withdraw(String token) {
        Answer before = look(token);
        boolean offered = before instanceof Open || before instanceof Confirmed confirmed && confirmed.withdrawable();
        return offered ? find(token, this::withdraw) : before;
    }

    private Answer withdraw(IdentityLinkTable.Row link, CaseFacts facts) {
        outbox.record(link.letterId());
        try {
            commands.sendAndWait(new WithdrawRequest(link.caseId(), null, clock.instant()));
        } catch (RequestRefusedException movedOn) {
            // An answer was approved at the same moment; what is shown now says where the case stands.
        }
        return cases.find(link.caseId()).map(now -> answer(link, now)).orElseGet(Unknown::new);
    }

    private Answer find(String token, BiFunction<IdentityLinkTable.Row, CaseFacts, Answer> then) {
        return table.find(token).flatMap(link -> cases.find(link.caseId()).map(facts -> then.apply(link, facts)))
                .orElseGet(Unknown::new);
    }

    private Answer answer(IdentityLinkTable.Row link, CaseFacts facts) {
        if (facts.outcome() == Outcome.WITHDRAWN) {
            return new Withdrawn(facts.language(), facts.caseNumber());
        }
        boolean expired = !clock.instant().isBefore(link.expiresAt());
        Optional<Instant> confirmedAt = confirmedAt(facts);
        if (confirmedAt.isPresent()) {
            return new Confirmed(facts.language(), facts.caseNumber(), facts.deadline().dueOn(), confirmedAt.get(),
                    !expired && facts.moves().contains(CaseFile.Move.WITHDRAW));
        }
        if (facts.status() == Status.CLOSED) {
            return new CaseClosed(facts.language(), facts.caseNumber());
        }
        if (expired) {
            return new Expired(facts.language(), facts.caseNumber());
        }
        return new Open(facts.language(), facts.caseNumber(), facts.rights(), facts.deadline().receivedOn(),
                facts.deadline().dueOn(), link.expiresAt());
    }

    /** By the link, whatever it settled, or because the DPO judged so. */
    private static Optional<Instant> confirmedAt(CaseFacts facts) {
        return facts.last(IdentityConfirmed.class).map(IdentityConfirmed::at)
                .or(() -> facts.last(AddressConfirmed.class).map(AddressConfirmed::at))
                .or(() -> facts.last(IdentityJudged.class).filter(IdentityJudged::confirmed).map(IdentityJudged::at));
    }
}
