package eu.volens.rights.request;

import static eu.volens.rights.request.CaseFixture.LEDGER;
import static eu.volens.rights.request.CaseFixture.acknowledged;
import static eu.volens.rights.request.CaseFixture.approve;
import static eu.volens.rights.request.CaseFixture.collect;
import static eu.volens.rights.request.CaseFixture.confirm;
import static eu.volens.rights.request.CaseFixture.holderAnswered;
import static eu.volens.rights.request.CaseFixture.holderAsked;
import static eu.volens.rights.request.CaseFixture.receive;

import eu.volens.eventstore.personal.Personal;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

class RightsRequestAggregateTest {

    private final AggregateTestFixture<RightsRequestAggregate> fixture = new AggregateTestFixture<>(RightsRequestAggregate.class);

    @Test
    void everyCommandReachesTheRules() {
        fixture.givenCommands(receive(Right.ACCESS), acknowledged(), confirm(), collect(LEDGER), holderAsked(LEDGER), holderAnswered(LEDGER))
                .when(approve())
                .expectEvents(new RequestEvent.RightDecided(CaseFixture.CASE, "2026-000123", CaseFixture.PERSON, Right.ACCESS, Ruling.IN_FULL,
                        List.of(), List.of(), Personal.of(""), "dpo", Status.IN_REVIEW, CaseFixture.LATER),
                        new RequestEvent.AnswerApproved(CaseFixture.CASE, "2026-000123", "dpo", Status.APPROVED, CaseFixture.LATER));
    }

    @Test
    void receivingTwiceIsReceivingOnce() {
        fixture.givenCommands(receive(Right.ACCESS)).when(receive(Right.ACCESS)).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void aRefusalSaysItsReason() {
        fixture.givenCommands(receive(Right.ACCESS)).when(approve()).expectNoEvents().expectException(RequestRefusedException.class)
                .expectExceptionMessage("identity-not-confirmed");
    }
}
