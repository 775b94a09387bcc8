package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.BOTH;
import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.NONE;
import static eu.volens.ledger.consent.ConsentFixture.POLICIES;
import static eu.volens.ledger.consent.ConsentFixture.TUESDAY;
import static eu.volens.ledger.consent.ConsentFixture.accept;
import static eu.volens.ledger.consent.ConsentFixture.given;
import static eu.volens.ledger.consent.ConsentFixture.receipt;
import static eu.volens.ledger.consent.ConsentFixture.refuse;
import static eu.volens.ledger.consent.ConsentFixture.refused;
import static eu.volens.ledger.consent.ConsentFixture.withdraw;
import static eu.volens.ledger.consent.ConsentFixture.withdrawn;

import eu.volens.ledger.consent.ConsentCommand.Method;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentRecordAggregateTest {

    private FixtureConfiguration<ConsentRecordAggregate> fixture = new AggregateTestFixture<>(ConsentRecordAggregate.class);

    @BeforeEach
    void injectThePolicies() {
        fixture = new AggregateTestFixture<>(ConsentRecordAggregate.class);
        fixture.registerInjectableResource(POLICIES);
    }

    @Test
    void aFirstDecisionBeginsTheRecord() {
        fixture.givenNoPriorActivity().when(accept(1, MONDAY))
                .expectEvents(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY))
                .expectResultMessagePayload(receipt(BOTH, NONE, MONDAY));
    }

    @Test
    void aRecordThatIsBegunUnreadIsDecidedAsAnyFirstOne() {
        fixture.givenNoPriorActivity().when(new BeginRecord(accept(1, MONDAY)))
                .expectEvents(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY))
                .expectResultMessagePayload(receipt(BOTH, NONE, MONDAY));
    }

    @Test
    void aLaterDecisionWithdrawsAndRefusesInOneGo() {
        fixture.given(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)).when(refuse(2, TUESDAY))
                .expectEvents(withdrawn(BOTH, 2, TUESDAY), refused(BOTH, Method.REFUSE_ALL, 2, TUESDAY))
                .expectResultMessagePayload(receipt(NONE, BOTH, TUESDAY));
    }

    @Test
    void aRepeatedDecisionRecordsNothing() {
        fixture.given(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)).when(accept(1, TUESDAY))
                .expectNoEvents().expectResultMessagePayload(receipt(BOTH, NONE, MONDAY));
    }

    @Test
    void aWithdrawalIsRecorded() {
        fixture.given(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)).when(withdraw(2, TUESDAY))
                .expectEvents(withdrawn(BOTH, 2, TUESDAY)).expectResultMessagePayload(receipt(NONE, BOTH, TUESDAY));
    }

    @Test
    void aWithdrawalDoesNotBeginARecord() {
        fixture.givenNoPriorActivity().when(withdraw(1, MONDAY)).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    @Test
    void aRejectedDecisionLeavesNothingBehind() {
        fixture.givenNoPriorActivity().when(ConsentFixture.choose(List.of("taste"), NONE, 1, MONDAY)).expectNoEvents()
                .expectException(ConsentRejected.class).expectException(thrown(new Rejection.PurposesUnanswered(List.of("crumbs"))));
    }

    private static Matcher<Throwable> thrown(Rejection rejection) {
        return new CustomTypeSafeMatcher<>("carries " + rejection) {
            @Override
            protected boolean matchesSafely(Throwable thrown) {
                return thrown instanceof ConsentRejected rejected && rejected.rejection().equals(rejection);
            }
        };
    }
}
