package eu.volens.ledger.policy;

import static eu.volens.ledger.policy.PolicyFixture.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.policy.PolicyCommand.Publish;
import eu.volens.ledger.policy.PolicyCommand.PublishFirst;
import eu.volens.ledger.policy.PolicyDecisions.Outcome;
import eu.volens.ledger.policy.PolicyDecisions.Rejection;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.ledger.policy.PolicyState.InForce;
import eu.volens.ledger.policy.PolicyState.Unpublished;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Policy FIRST = RegisterFixture.policy();
    private static final Policy REWORDED = RegisterFixture.reworded();
    private static final Policy LONGER = RegisterFixture.policyOf(
            RegisterFixture.registerWith(List.of(RegisterFixture.tracker("crumb_count", "P2Y"))));
    private static final PolicyState FIRST_IN_FORCE = new InForce(PolicyFixture.first().policy().history().getLast());

    @Test
    void theFirstVersionAsksEveryoneWhateverTheOperatorSays() {
        for (var command : List.of(new PublishFirst(STREAM, FIRST, NOW), publish(FIRST, Optional.of(Weight.EDITORIAL), Optional.empty()))) {
            var event = happened(PolicyDecisions.decide(new Unpublished(), command));

            assertThat(event.version()).isEqualTo(FIRST.version());
            assertThat(event.previous()).isNull();
            assertThat(event.change()).isEqualTo("material");
            assertThat(event.publishedAt()).isEqualTo(NOW);
            assertThat(PublishedVersion.of(event).policy()).isEqualTo(FIRST);
        }
    }

    @Test
    void aFirstPublicationChangesNothingWhereSomethingIsInForce() {
        assertThat(PolicyDecisions.decide(FIRST_IN_FORCE, new PublishFirst(STREAM, LONGER, NOW))).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void whatIsInForceAlreadyIsAnsweredAsItWasPublished() {
        var published = PolicyFixture.first().policy().history().getLast();

        assertThat(PolicyDecisions.decide(FIRST_IN_FORCE, publish(FIRST, Optional.of(Weight.MATERIAL), Optional.empty())))
                .isEqualTo(new Outcome.Unchanged(published));
    }

    @ParameterizedTest
    @CsvSource({
        "LONGER,          , '',                      material",
        "LONGER,  MATERIAL, '',                      material",
        "LONGER, EDITORIAL, It was always two years, editorial",
        "REWORDED,        , '',                      editorial",
        "REWORDED,EDITORIAL,'',                      editorial",
        "REWORDED,MATERIAL, '',                      material"
    })
    void theOperatorAsksMoreThanProposedFreelyAndLessWithAReason(String policy, Weight said, String reason, String change) {
        var proposed = policy.equals("LONGER") ? "material" : "editorial";
        var next = policy.equals("LONGER") ? LONGER : REWORDED;

        var event = happened(PolicyDecisions.decide(FIRST_IN_FORCE,
                publish(next, Optional.ofNullable(said), Optional.of(reason).filter(it -> !it.isEmpty()))));

        assertThat(event.previous()).isEqualTo(FIRST.version());
        assertThat(event.change()).isEqualTo(change);
        assertThat(event.proposed()).isEqualTo(proposed);
        assertThat(event.reason()).isEqualTo(reason.isEmpty() ? null : reason);
        assertThat(event.by()).isEqualTo("data protection officer");
    }

    @Test
    void lessThanProposedWithoutAReasonIsRefused() {
        assertThat(PolicyDecisions.decide(FIRST_IN_FORCE, publish(LONGER, Optional.of(Weight.EDITORIAL), Optional.empty())))
                .isEqualTo(new Outcome.Rejected(new Rejection.ReasonMissing()));
    }

    @Test
    void aVersionThatWasComparedWithAnotherIsNotPublished() {
        var state = new InForce(PolicyFixture.first().then(Weight.EDITORIAL, REWORDED).policy().history().getLast());
        var command = new Publish(STREAM, LONGER, Optional.of(FIRST.version()), Optional.empty(), Optional.empty(), Optional.empty(), NOW);

        assertThat(PolicyDecisions.decide(state, command)).isEqualTo(new Outcome.Rejected(new Rejection.OvertakenBy(REWORDED.version())));
    }

    @Test
    void aPolicyThatNoEntryOfTheLogCanHoldIsRefused() {
        var noise = new byte[PackedContent.PACKED_CHARACTERS_MAX];
        new Random(1).nextBytes(noise);
        var register = RegisterFixture.register();
        var large = Policy.of(register, register.sites().getFirst(), Map.of("en", Map.of("banner.title", Base64.getEncoder().encodeToString(noise))));

        assertThat(PolicyDecisions.decide(FIRST_IN_FORCE, publish(large, Optional.empty(), Optional.empty())))
                .isEqualTo(new Outcome.Rejected(new Rejection.TooLarge()));
    }

    private static Publish publish(Policy policy, Optional<Weight> weight, Optional<String> reason) {
        return new Publish(STREAM, policy, Optional.empty(), weight, reason, Optional.of("data protection officer"), NOW);
    }

    private static PolicyPublished happened(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Happened.class);
        return ((Outcome.Happened) outcome).event();
    }
}
