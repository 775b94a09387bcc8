package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.BOTH;
import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.NEXT_YEAR;
import static eu.volens.ledger.consent.ConsentFixture.NONE;
import static eu.volens.ledger.consent.ConsentFixture.POLICIES;
import static eu.volens.ledger.consent.ConsentFixture.RECORD;
import static eu.volens.ledger.consent.ConsentFixture.SHOWN;
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

import eu.volens.eventstore.personal.Personal;
import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.ForeignChoice;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.LinkKind;
import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentDecisions.Outcome;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.Kept;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.policy.PolicyFixture;
import eu.volens.ledger.policy.Weight;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Instant;
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
    void whatIsToldOfTheMomentIsRecordedAndWhatIsNotIsNotMadeUp() {
        var told = new Evidence(true, Optional.of(TUESDAY), Optional.empty(), Optional.empty());
        var command = new RecordDecision(RECORD, SITE, ASKS, NONE, BOTH, VERSION, "en", Layer.FIRST, Method.REFUSE_ALL, Optional.empty(), told, key(1),
                MONDAY);

        assertThat(decided(command)).isEqualTo(happened(new ConsentRefused(RECORD, SITE, ASKS, NONE, BOTH, VERSION, "en", "first", "refuse-all", null,
                true, TUESDAY, MONDAY, expiry(MONDAY), key(1))));
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
    void refusingWhatHasExpiredWithdrawsNothingAndNotesThatItRanOut() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));

        assertThat(decided(refuse(2, NEXT_YEAR))).isEqualTo(happened(new ConsentExpired(RECORD, SITE, BOTH, expiry(MONDAY), NEXT_YEAR),
                refused(BOTH, Method.REFUSE_ALL, 2, NEXT_YEAR)));
    }

    @Test
    void whatRanOutIsNotedOnceAndWhatRanOutAtOtherTimesApart() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.add(withdrawn(List.of("crumbs"), 2, TUESDAY));
        var late = expiry(TUESDAY);

        var noted = decided(withdraw(3, late));
        assertThat(noted).isEqualTo(happened(new ConsentExpired(RECORD, SITE, List.of("taste"), expiry(MONDAY), late),
                new ConsentExpired(RECORD, SITE, List.of("crumbs"), late, late)));

        past.addAll(((Outcome.Happened) noted).events());
        assertThat(decided(withdraw(3, late.plusSeconds(1)))).isInstanceOf(Outcome.Unchanged.class);
        assertThat(decided(withdraw(4, late.plusSeconds(1)))).isInstanceOf(Outcome.Unchanged.class);
        assertThat(((ConsentState.Recorded) ConsentState.of(past)).refusedAt(MONDAY)).as("noted by an instance whose clock runs ahead").isEmpty();
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
    void withdrawingWhatHasExpiredWithdrawsNothing() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        var noted = new ConsentExpired(RECORD, SITE, BOTH, expiry(MONDAY), expiry(MONDAY));

        assertThat(decided(withdraw(2, expiry(MONDAY)))).isEqualTo(happened(noted));
        past.add(noted);
        assertThat(decided(withdraw(2, expiry(MONDAY)))).isEqualTo(new Outcome.Unchanged(
                new Receipt(RECORD, SITE, ASKS, NONE, NONE, VERSION, MONDAY, expiry(MONDAY))));
    }

    @Test
    void aChoiceMadeElsewhereIsAttestedAndIsAsOldAsItsSourceSays() {
        assertThat(decided(foreign(1, MONDAY, TUESDAY))).isEqualTo(happened(attested(1, MONDAY, TUESDAY),
                new EvidenceKept(RECORD, RecordPerson.of(RECORD), Personal.of(new Kept(null, null, "stamp")), key(1), TUESDAY)));

        past.add(attested(1, MONDAY, TUESDAY));
        var recorded = (ConsentState.Recorded) ConsentState.of(past);
        assertThat(recorded.givenAt(expiry(MONDAY).minusNanos(1))).containsExactly("taste");
        assertThat(recorded.givenAt(expiry(MONDAY))).isEmpty();
        assertThat(recorded.standings().values()).allMatch(ConsentState.Standing::foreign);
        assertThat(decided(foreign(1, MONDAY, TUESDAY.plusSeconds(9)))).as("a retry").isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aForeignClockThatRunsAheadMakesNoChoiceYounger() {
        var happened = (Outcome.Happened) decided(foreign(1, TUESDAY.plusSeconds(3600), TUESDAY));

        assertThat(happened.events().getFirst()).isEqualTo(attested(1, TUESDAY, TUESDAY));
    }

    @Test
    void aChoiceMadeElsewhereOverrulesNothingAndDoesNotComeBackToLife() {
        assertThat(decided(foreign(1, MONDAY, NEXT_YEAR))).isEqualTo(rejected(new Rejection.ForeignChoiceExpired()));

        past.add(refused(BOTH, Method.REFUSE_ALL, 1, MONDAY));
        assertThat(decided(foreign(2, MONDAY, TUESDAY))).isEqualTo(rejected(new Rejection.ForeignChoiceTooLate()));
    }

    @Test
    void whatIsSaidHereOverrulesWhatWasSaidElsewhere() {
        past.add(attested(1, MONDAY, TUESDAY));

        assertThat(decided(refuse(2, TUESDAY))).isEqualTo(happened(withdrawn(List.of("taste"), 2, TUESDAY), refused(BOTH, Method.REFUSE_ALL, 2, TUESDAY)));
    }

    @Test
    void aRecordIsLinkedAndUnlinkedAndAnotherLinkOfTheKindTakesItsPlace() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        past.addAll(((Outcome.Happened) decided(link(2, TUESDAY))).events());
        assertThat(decided(link(2, TUESDAY))).as("a retry").isInstanceOf(Outcome.Unchanged.class);

        var replaced = ((Outcome.Happened) decided(link(3, TUESDAY))).events();
        assertThat(replaced).containsExactly(new RecordUnlinked(RECORD, "customer", key(2), key(3), TUESDAY),
                new RecordLinked(RECORD, RecordPerson.of(RECORD), "customer", Personal.of("4711"), key(3), TUESDAY));
        past.addAll(replaced);

        assertThat(decided(new UnlinkRecord(RECORD, LinkKind.MAIL, key(4), TUESDAY))).isInstanceOf(Outcome.Unchanged.class);
        past.addAll(((Outcome.Happened) decided(new UnlinkRecord(RECORD, LinkKind.CUSTOMER, key(5), TUESDAY))).events());
        assertThat(((ConsentState.Recorded) ConsentState.of(past)).links()).isEmpty();
        assertThat(decided(new UnlinkRecord(RECORD, LinkKind.CUSTOMER, key(5), TUESDAY))).isInstanceOf(Outcome.Unchanged.class);
        assertThat(decided(link(5, TUESDAY))).isEqualTo(rejected(new Rejection.IdempotencyKeyReused()));
    }

    @Test
    void nothingIsLinkedThatIsNotThere() {
        assertThat(decided(link(1, MONDAY))).isEqualTo(rejected(new Rejection.UnknownRecord()));
    }

    @Test
    void withdrawingNeedsNoCurrentPolicyAndWorksWhereNothingIsAsked() {
        past.add(given(BOTH, NONE, Method.ACCEPT_ALL, 1, MONDAY));
        var changed = PolicyFixture.first().then(Weight.MATERIAL, RegisterFixture.reworded()).inForce();
        var command = new WithdrawConsent(RECORD, SITE, INFORMS, Optional.empty(), "en", Evidence.NONE, key(2), TUESDAY);

        assertThat(ConsentDecisions.decide(ConsentState.of(past), command, changed)).isEqualTo(happened(new ConsentWithdrawn(RECORD, SITE,
                INFORMS, BOTH, changed.of(SITE).orElseThrow().version(), "en", false, null, TUESDAY, expiry(TUESDAY), key(2))));
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
        past.add(new ConsentRefused(RECORD, SITE, ASKS_LESS, NONE, List.of("crumbs"), VERSION, "en", "first", "refuse-all", null, false,
                null, TUESDAY, expiry(TUESDAY), key(2)));

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

    private static LinkRecord link(int key, Instant at) {
        return new LinkRecord(RECORD, LinkKind.CUSTOMER, "4711", key(key), at);
    }

    private static RecordDecision foreign(int key, Instant chosenAt, Instant at) {
        var elsewhere = new ForeignChoice("cookiebot", Optional.of("stamp"), chosenAt, List.of("statistics"), Optional.of(3), Optional.of("be"));
        return new RecordDecision(RECORD, SITE, ASKS, List.of("taste"), List.of("crumbs"), VERSION, "en", Layer.FIRST, Method.FOREIGN, Optional.of(SHOWN),
                new Evidence(false, Optional.empty(), Optional.empty(), Optional.of(elsewhere)), key(key), at);
    }

    private static ForeignChoiceAttested attested(int key, Instant chosenAt, Instant at) {
        return new ForeignChoiceAttested(RECORD, SITE, ASKS, List.of("taste"), List.of("crumbs"), VERSION, "en", "cookiebot", List.of("statistics"), 3, "be",
                false, null, chosenAt, at, expiry(chosenAt), key(key));
    }

    private static RecordDecision at(String site, String area, List<String> given, String version, String language) {
        return new RecordDecision(RECORD, site, area, given, NONE, version, language, Layer.SECOND, Method.CHOOSE, Optional.empty(),
                Evidence.NONE, key(9), TUESDAY);
    }

    private static WithdrawConsent withdrawAt(String site, String area, String language) {
        return new WithdrawConsent(RECORD, site, area, Optional.empty(), language, Evidence.NONE, key(9), TUESDAY);
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
