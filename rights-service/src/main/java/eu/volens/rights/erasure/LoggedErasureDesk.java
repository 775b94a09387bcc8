package eu.volens.rights.erasure;

import eu.volens.eventstore.erasure.DestroyedKeysException;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonRefusedException;
import eu.volens.eventstore.erasure.PersonState;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.Ids;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Status;
import eu.volens.rights.round.Trouble;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ErasureDesk} over the log. A person is erased when all their cases are closed: an open one still owes them an answer. */
public final class LoggedErasureDesk implements ErasureDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedErasureDesk.class);

    private final Erasure erasure;
    private final CaseLog cases;
    private final JdbcClient database;
    private final Ids ids;

    public LoggedErasureDesk(Erasure erasure, CaseLog cases, JdbcClient database, Ids ids) {
        this.erasure = erasure;
        this.cases = cases;
        this.database = database;
        this.ids = ids;
    }

    @Override
    public Optional<Standing> find(UUID caseId) {
        return cases.find(caseId).map(facts -> standing(facts.person()));
    }

    private Standing standing(PersonId person) {
        List<CaseFacts> all = casesOf(person);
        List<String> open = all.stream().filter(facts -> facts.status() != Status.CLOSED).map(CaseFacts::caseNumber).toList();
        List<Hold> holds = switch (erasure.of(person)) {
            case PersonState.Kept(var standing) -> standing.stream().map(LoggedErasureDesk::hold).toList();
            case PersonState.Erased erased -> List.of();
        };
        return new Standing(holds, all.stream().map(CaseFacts::caseNumber).toList(), open,
                erasure.certificate(person).map(LoggedErasureDesk::certificate).orElse(null));
    }

    /** Which cases there are, the tables say, the list with the lag of a read model; where each stands is read from the log. */
    private List<CaseFacts> casesOf(PersonId person) {
        return database.sql("""
                SELECT case_id FROM incoming_mail WHERE person = :person AND state = 'case' UNION SELECT case_id FROM submission WHERE person = :person
                UNION SELECT case_id FROM case_list WHERE person = :person""")
                .param("person", person.value()).query(UUID.class).list().stream()
                .flatMap(id -> cases.find(id).stream()).sorted(Comparator.comparing(CaseFacts::caseNumber)).toList();
    }

    private static Hold hold(LegalHoldPlaced placed) {
        return new Hold(placed.hold(), placed.ground(), placed.reason(), placed.by(), placed.at());
    }

    private static Certificate certificate(Erasure.Certificate certificate) {
        var erased = certificate.erased();
        return new Certificate(certificate.position(), erased.at(), erased.by(), erased.purged());
    }

    @Override
    public Optional<Refused> placeHold(UUID caseId, HoldGround ground, String reason, String by) {
        return refusal(() -> erasure.placeHold(facts(caseId).person(), ids.random(), ground, reason, by));
    }

    @Override
    public Optional<Refused> liftHold(UUID caseId, UUID hold, String by) {
        return refusal(() -> erasure.liftHold(facts(caseId).person(), hold, by));
    }

    @Override
    public Optional<Refused> erase(UUID caseId, String by) {
        CaseFacts facts = facts(caseId);
        Standing now = standing(facts.person());
        if (!now.isErased() && !now.openCases().isEmpty()) {
            return Optional.of(Refused.CASES_OPEN);
        }
        return refusal(() -> erasure.erase(facts.person(), facts.caseNumber(), by));
    }

    private CaseFacts facts(UUID caseId) {
        return cases.find(caseId).orElseThrow();
    }

    private static Optional<Refused> refusal(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (PersonRefusedException refused) {
            return Optional.of(switch (refused.reason()) {
                case ON_HOLD -> Refused.ON_HOLD;
                case ERASED -> Refused.ERASED;
                case NO_SUCH_HOLD -> Refused.NO_SUCH_HOLD;
            });
        } catch (DestroyedKeysException unwritable) {
            LOG.error("Nobody was erased: {} {}", unwritable.getMessage(), Trouble.of(unwritable));
            return Optional.of(Refused.LIST_UNWRITABLE);
        }
    }
}
