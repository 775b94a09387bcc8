package eu.volens.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.ledger.register.Policy;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyInForceTest {

    private static final Policy FIRST = RegisterFixture.policy();
    private static final Policy REWORDED = RegisterFixture.reworded();
    private static final Policy LONGER = RegisterFixture.policyOf(
            RegisterFixture.registerWith(List.of(RegisterFixture.tracker("crumb_count", "P2Y"))));

    @Test
    void theLastPublishedIsInForceSinceItWasPublished() {
        var policy = PolicyFixture.first().then(Weight.EDITORIAL, REWORDED).policy();

        assertThat(policy.version()).isEqualTo(REWORDED.version());
        assertThat(policy.since()).isEqualTo(PolicyFixture.FIRST_DAY.plus(Duration.ofDays(1)));
        assertThat(policy.content().words()).isEqualTo(RegisterFixture.wording("Good morning"));
    }

    @Test
    void visitorsAreAskedSinceTheLastMaterialChange() {
        assertThat(PolicyFixture.first().policy().askedSince()).isEqualTo(FIRST.version());
        assertThat(PolicyFixture.first().then(Weight.EDITORIAL, REWORDED).policy().askedSince()).isEqualTo(FIRST.version());
        assertThat(PolicyFixture.first().then(Weight.EDITORIAL, REWORDED).then(Weight.MATERIAL, LONGER).policy().askedSince())
                .isEqualTo(LONGER.version());
        assertThat(PolicyFixture.first().then(Weight.MATERIAL, LONGER).then(Weight.EDITORIAL, REWORDED).policy().askedSince())
                .isEqualTo(LONGER.version());
    }

    @Test
    void aChoiceMayBeMadeOnWhatOnlyEditorialChangesHaveFollowed() {
        var policy = PolicyFixture.first().then(Weight.MATERIAL, LONGER).then(Weight.EDITORIAL, REWORDED).policy();

        assertThat(policy.shown(FIRST.version())).as("before the material change").isEmpty();
        assertThat(policy.shown(LONGER.version())).isPresent();
        assertThat(policy.shown(REWORDED.version())).contains(policy.content());
        assertThat(policy.shown("0".repeat(64))).as("never published").isEmpty();
    }

    @Test
    void aVersionThatComesBackIsInForceAgain() {
        var policy = PolicyFixture.first().then(Weight.MATERIAL, LONGER).then(Weight.EDITORIAL, FIRST).policy();

        assertThat(policy.version()).isEqualTo(FIRST.version());
        assertThat(policy.shown(FIRST.version())).isPresent();
        assertThat(policy.askedSince()).isEqualTo(LONGER.version());
        assertThat(policy.find(FIRST.version())).contains(policy.history().getLast());
    }

    @Test
    void everyVersionIsFoundForEver() {
        var policy = PolicyFixture.first().then(Weight.MATERIAL, LONGER).then(Weight.MATERIAL, REWORDED).policy();

        assertThat(policy.find(FIRST.version()).orElseThrow().policy()).isEqualTo(FIRST);
        assertThat(policy.find("0".repeat(64))).isEmpty();
    }

    @Test
    void aContentThatIsNotWhatWasPublishedIsNoticed() {
        var forged = PublishedVersion.of(PolicyFixture.published(new Policy(RegisterFixture.SITE, FIRST.version(), REWORDED.content()), null,
                Weight.MATERIAL, PolicyFixture.FIRST_DAY));

        assertThatThrownBy(forged::policy).isInstanceOf(IllegalStateException.class).hasMessageContaining("not what was published");
    }
}
