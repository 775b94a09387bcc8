package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.BOTH;
import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.NEXT_YEAR;
import static eu.volens.ledger.consent.ConsentFixture.NONE;
import static eu.volens.ledger.consent.ConsentFixture.POLICIES;
import static eu.volens.ledger.consent.ConsentFixture.RECORD;
import static eu.volens.ledger.consent.ConsentFixture.TUESDAY;
import static eu.volens.ledger.consent.ConsentFixture.VERSION;
import static eu.volens.ledger.consent.ConsentFixture.accept;
import static eu.volens.ledger.consent.ConsentFixture.choose;
import static eu.volens.ledger.consent.ConsentFixture.decide;
import static eu.volens.ledger.consent.ConsentFixture.expiry;
import static eu.volens.ledger.consent.ConsentFixture.given;
import static eu.volens.ledger.consent.ConsentFixture.key;
import static eu.volens.ledger.consent.ConsentFixture.receipt;
import static eu.volens.ledger.consent.ConsentFixture.refuse;
import static eu.volens.ledger.consent.ConsentFixture.refused;
import static eu.volens.ledger.consent.ConsentFixture.withdraw;
import static eu.volens.ledger.consent.ConsentFixture.withdrawn;
import static eu.volens.ledger.register.RegisterFixture.ASKS;
import static eu.volens.ledger.register.RegisterFixture.ASKS_LESS;
import static eu.volens.ledger.register.RegisterFixture.INFORMS;
import static eu.volens.ledger.register.RegisterFixture.OTHER_SITE;
import static eu.volens.ledger.register.RegisterFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentDecisions.Outcome;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.policy.PolicyFixture;
import eu.volens.ledger.policy.Weight;
import eu.volens.ledger.register.RegisterFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsentDecisionsTest {

    private final List<ConsentEvent> past = new ArrayList<>();

    @Test
    void acceptingAllGivesAll() {
        assertThat(decided(accept(1, MONDAY))).isEqualTo(happened(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)));
    }

    @Test
    void refusingAllIsRecordedAsARefusal() {
        assertThat(decided(refuse(1, MONDAY))).isEqualTo(happened(refused(BOTH, Method.REFUSE_ALL, 1, MONDAY)));
    }

    @Test
    void choosingRecordsWhatWasRefusedToo() {
        assertThat(decided(choose(List.of("taste"), List.of("crumbs"), 1, MONDAY)))
                .isEqualTo(happened(given(List.of("taste"), List.of("crumbs"), Method.CHOOSE, 1, MONDAY)));
    }

    @Test
    void closingTheBannerRefuses() {
        assertThat(decided(decide(ASKS, NONE, BOTH, Method.CLOSE, 1, MONDAY)))
                .isEqualTo(happened(refused(BOTH, Method.CLOSE, 1, MONDAY)));
    }

    @Test
    void aDecisionThatDropsWhatWasGivenIsAlsoAWithdrawal() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(choose(List.of("taste"), List.of("crumbs"), 2, TUESDAY))).isEqualTo(happened(
                withdrawn(List.of("crumbs"), 2, TUESDAY),
                given(List.of("taste"), List.of("crumbs"), Method.CHOOSE, 2, TUESDAY)));
    }

    @Test
    void refusingAgainWithdrawsNothing() {
        past.add(refused(BOTH, Method.REFUSE_ALL, 1, MONDAY));

        assertThat(decided(refuse(2, TUESDAY))).isEqualTo(happened(refused(BOTH, Method.REFUSE_ALL, 2, TUESDAY)));
    }

    @Test
    void refusingWhatHasExpiredWithdrawsNothing() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(refuse(2, NEXT_YEAR))).isEqualTo(happened(refused(BOTH, Method.REFUSE_ALL, 2, NEXT_YEAR)));
    }

    @Test
    void withdrawingTakesBackEverythingThatIsGiven() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(withdraw(2, TUESDAY))).isEqualTo(happened(withdrawn(BOTH, 2, TUESDAY)));
    }

    @Test
    void withdrawingOnePurposeLeavesTheOther() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(withdraw(2, TUESDAY, "crumbs"))).isEqualTo(happened(withdrawn(List.of("crumbs"), 2, TUESDAY)));
    }

    @Test
    void withdrawingTwiceChangesNothing() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.add(withdrawn(BOTH, 2, TUESDAY));

        assertThat(decided(withdraw(3, TUESDAY.plusSeconds(60)))).isEqualTo(new Outcome.Unchanged(receipt(NONE, BOTH, TUESDAY)));
    }

    @Test
    void withdrawingWhatHasExpiredChangesNothing() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(withdraw(2, expiry(MONDAY)))).isEqualTo(new Outcome.Unchanged(
                new Receipt(RECORD, SITE, ASKS, NONE, NONE, VERSION, MONDAY, expiry(MONDAY))));
    }

    @Test
    void withdrawingNeedsNoCurrentPolicyAndWorksWhereNothingIsAsked() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        var changed = PolicyFixture.first().then(Weight.MATERIAL, RegisterFixture.reworded()).inForce();
        var command = new WithdrawConsent(RECORD, SITE, INFORMS, Optional.empty(), "en", key(2), TUESDAY);

        assertThat(ConsentDecisions.decide(ConsentState.of(past), command, changed)).isEqualTo(happened(new ConsentWithdrawn(RECORD, SITE,
                INFORMS, BOTH, changed.of(SITE).orElseThrow().version(), "en", TUESDAY, expiry(TUESDAY), key(2))));
    }

    @Test
    void whoWasShownAVersionThatOnlyWordsHaveFollowedIsNotAskedAgain() {
        var policies = PolicyFixture.first().then(Weight.EDITORIAL, RegisterFixture.reworded()).inForce();

        assertThat(policies.of(SITE).orElseThrow().version()).isNotEqualTo(VERSION);
        assertThat(ConsentDecisions.decide(ConsentState.of(past), accept(1, MONDAY), policies))
                .as("what they were shown is what is recorded").isEqualTo(happened(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)));
    }

    @Test
    void whoWasShownAVersionThatMoreHasFollowedIsAskedAgain() {
        var policies = PolicyFixture.first().then(Weight.MATERIAL, RegisterFixture.reworded()).inForce();

        assertThat(ConsentDecisions.decide(ConsentState.of(past), accept(1, MONDAY), policies)).isEqualTo(
                new Outcome.Rejected(new Rejection.StalePolicy(RegisterFixture.reworded().version())));
    }

    @Test
    void aChoiceIsCheckedAgainstWhatWasShownAlsoWhenLessIsAskedMeanwhile() {
        var policies = PolicyFixture.first().then(Weight.EDITORIAL, RegisterFixture.policyOf(RegisterFixture.askingOnlyFor("crumbs"))).inForce();

        assertThat(ConsentDecisions.decide(ConsentState.of(past), accept(1, MONDAY), policies))
                .isEqualTo(happened(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY)));
    }

    @Test
    void aPurposeThatLeftTheRegisterCanStillBeWithdrawn() {
        past.add(given(List.of("taste", "crumbs", "gone"), NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(withdraw(2, TUESDAY, "gone"))).isEqualTo(happened(withdrawn(List.of("gone"), 2, TUESDAY)));
    }

    @Test
    void purposesOfOtherAreasKeepTheirWord() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.add(new ConsentRefused(RECORD, SITE, ASKS_LESS, NONE, List.of("crumbs"), VERSION, "en", "first", "refuse-all", TUESDAY,
                expiry(TUESDAY), key(2)));

        var recorded = (ConsentState.Recorded) ConsentState.of(past);

        assertThat(recorded.givenAt(TUESDAY)).containsExactly("taste");
        assertThat(recorded.refusedAt(TUESDAY)).containsExactly("crumbs");
    }

    @Test
    void theSameCommandAgainGetsTheSameAnswer() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.add(withdrawn(List.of("crumbs"), 2, TUESDAY));
        past.add(refused(BOTH, Method.REFUSE_ALL, 3, TUESDAY.plusSeconds(1)));

        assertThat(decided(accept(1, TUESDAY.plusSeconds(9)))).isEqualTo(new Outcome.Unchanged(receipt(BOTH, NONE, MONDAY)));
        assertThat(decided(withdraw(2, TUESDAY.plusSeconds(9), "crumbs"))).isEqualTo(new Outcome.Unchanged(
                new Receipt(RECORD, SITE, ASKS, List.of("taste"), List.of("crumbs"), VERSION, TUESDAY, expiry(MONDAY))));
    }

    @Test
    void aRetryIsAnsweredEvenWhenThePolicyHasChangedSince() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        var changed = PolicyFixture.first().then(Weight.MATERIAL, RegisterFixture.reworded()).inForce();

        assertThat(ConsentDecisions.decide(ConsentState.of(past), accept(1, TUESDAY), changed))
                .isEqualTo(new Outcome.Unchanged(receipt(BOTH, NONE, MONDAY)));
    }

    @Test
    void aRetryOfADecisionThatAlsoWithdrewIsAnsweredWithTheDecision() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.add(withdrawn(BOTH, 2, TUESDAY));
        past.add(refused(BOTH, Method.REFUSE_ALL, 2, TUESDAY));

        assertThat(decided(refuse(2, TUESDAY.plusSeconds(5)))).isEqualTo(new Outcome.Unchanged(receipt(NONE, BOTH, TUESDAY)));
    }

    @Test
    void aKeyUsedForSomethingElseIsRejected() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(refuse(1, TUESDAY))).isEqualTo(rejected(new Rejection.IdempotencyKeyReused()));
        assertThat(decided(withdraw(1, TUESDAY))).isEqualTo(rejected(new Rejection.IdempotencyKeyReused()));
    }

    @Test
    void onlyTheLatestAnswersAreRemembered() {
        for (int i = 0; i < ConsentState.ANSWERS_REMEMBERED_MAX + 10; i++) {
            past.add(given(BOTH, NONE, Method.ACCEPT_ALL, i, MONDAY.plusSeconds(i)));
        }
        var recorded = (ConsentState.Recorded) ConsentState.of(past);

        assertThat(recorded.answers()).hasSize(ConsentState.ANSWERS_REMEMBERED_MAX).containsKey(key(41)).containsKey(key(10))
                .doesNotContainKey(key(9));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void whatIsAgainstTheRulesIsRejectedByName(ConsentCommand command, Rejection rejection) {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(command)).isEqualTo(rejected(rejection));
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                argumentSet("unknown site", at("nowhere", ASKS, BOTH, VERSION, "en"), new Rejection.UnknownSite()),
                argumentSet("record of another site", at(OTHER_SITE, ASKS, BOTH, POLICIES.of(OTHER_SITE).orElseThrow().version(), "en"),
                        new Rejection.RecordOfOtherSite()),
                argumentSet("unknown area", at(SITE, "nowhere", BOTH, VERSION, "en"), new Rejection.UnknownArea()),
                argumentSet("unknown language", at(SITE, ASKS, BOTH, VERSION, "fr"), new Rejection.UnknownLanguage(List.of("en", "nl"))),
                argumentSet("stale policy", at(SITE, ASKS, BOTH, "old", "en"), new Rejection.StalePolicy(VERSION)),
                argumentSet("unknown purpose", choose(List.of("taste", "crust"), List.of("crumbs"), 9, TUESDAY),
                        new Rejection.UnknownPurpose("crust")),
                argumentSet("purpose of no area", choose(BOTH, List.of("stars"), 9, TUESDAY), new Rejection.PurposeNotOffered("stars", BOTH)),
                argumentSet("necessary purpose", choose(List.of("oven"), BOTH, 9, TUESDAY), new Rejection.PurposeNotOffered("oven", BOTH)),
                argumentSet("purpose of another area", decide(ASKS_LESS, BOTH, NONE, Method.CHOOSE, 9, TUESDAY),
                        new Rejection.PurposeNotOffered("taste", List.of("crumbs"))),
                argumentSet("consent where nothing is asked", decide(INFORMS, BOTH, NONE, Method.ACCEPT_ALL, 9, TUESDAY),
                        new Rejection.NothingToDecide()),
                argumentSet("refusal where nothing is asked", decide(INFORMS, NONE, BOTH, Method.REFUSE_ALL, 9, TUESDAY),
                        new Rejection.NothingToDecide()),
                argumentSet("nothing where nothing is asked", decide(INFORMS, NONE, NONE, Method.CHOOSE, 9, TUESDAY),
                        new Rejection.NothingToDecide()),
                argumentSet("given and refused", choose(BOTH, List.of("taste"), 9, TUESDAY), new Rejection.PurposeNamedTwice("taste")),
                argumentSet("given twice", choose(List.of("taste", "taste", "crumbs"), NONE, 9, TUESDAY),
                        new Rejection.PurposeNamedTwice("taste")),
                argumentSet("one unanswered", choose(List.of("taste"), NONE, 9, TUESDAY), new Rejection.PurposesUnanswered(List.of("crumbs"))),
                argumentSet("accepting all and refusing", decide(ASKS, List.of("taste"), List.of("crumbs"), Method.ACCEPT_ALL, 9, TUESDAY),
                        new Rejection.MethodContradictsChoice("accept-all")),
                argumentSet("refusing all and giving", decide(ASKS, List.of("taste"), List.of("crumbs"), Method.REFUSE_ALL, 9, TUESDAY),
                        new Rejection.MethodContradictsChoice("refuse-all")),
                argumentSet("closing and giving", decide(ASKS, BOTH, NONE, Method.CLOSE, 9, TUESDAY),
                        new Rejection.MethodContradictsChoice("close")),
                argumentSet("withdrawing at an unknown site", withdrawAt("nowhere", ASKS, "en"), new Rejection.UnknownSite()),
                argumentSet("withdrawing at another site", withdrawAt(OTHER_SITE, ASKS, "en"), new Rejection.RecordOfOtherSite()),
                argumentSet("withdrawing in an unknown area", withdrawAt(SITE, "nowhere", "en"), new Rejection.UnknownArea()),
                argumentSet("withdrawing in an unknown language", withdrawAt(SITE, ASKS, "fr"),
                        new Rejection.UnknownLanguage(List.of("en", "nl"))),
                argumentSet("withdrawing an unknown purpose", withdraw(9, TUESDAY, "taste", "crust"), new Rejection.UnknownPurpose("crust")),
                argumentSet("withdrawing the necessary", withdraw(9, TUESDAY, "oven"), new Rejection.PurposeNotOffered("oven", BOTH)));
    }

    @Test
    void withdrawingFromNothingIsRejected() {
        assertThat(decided(withdraw(1, MONDAY))).isEqualTo(rejected(new Rejection.UnknownRecord()));
    }

    private static RecordDecision at(String site, String area, List<String> given, String version, String language) {
        return new RecordDecision(RECORD, site, area, given, NONE, version, language, Layer.SECOND, Method.CHOOSE, key(9), TUESDAY);
    }

    private static WithdrawConsent withdrawAt(String site, String area, String language) {
        return new WithdrawConsent(RECORD, site, area, Optional.empty(), language, key(9), TUESDAY);
    }

    private Outcome decided(ConsentCommand command) {
        return ConsentDecisions.decide(ConsentState.of(past), command, POLICIES);
    }

    private static Outcome happened(ConsentEvent... events) {
        return new Outcome.Happened(List.of(events));
    }

    private static Outcome rejected(Rejection rejection) {
        return new Outcome.Rejected(rejection);
    }
}
