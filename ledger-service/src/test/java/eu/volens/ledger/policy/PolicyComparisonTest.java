package eu.volens.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.policy.PolicyChanges.Change;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.wording.Wording;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change that can be made to a policy, alone and together with others. */
class PolicyComparisonTest {

    private static final FrozenPolicy SHOP = PolicyChanges.shop();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @Test
    void equalVersionsDoNotDiffer() {
        assertThat(PolicyComparison.between(SHOP, PolicyChanges.shop()).differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void eachChangeIsToldAsWhatItIs(Change change) {
        var comparison = PolicyComparison.between(SHOP, change.madeTo(SHOP));

        assertThat(comparison.differences()).extracting(Difference::kind).containsExactlyElementsOf(change.told());
    }

    @Test
    void everyKindOfDifferenceIsToldOfSomeChange() {
        var told = Arrays.stream(Change.values()).flatMap(change -> change.told().stream()).collect(Collectors.toSet());

        assertThat(told).as("no kind that nothing is told as").isEqualTo(EnumSet.allOf(Difference.Kind.class));
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void everyDifferenceIsSaidInEveryLanguageWithNothingLeftUnfilled(Change change) {
        var changed = change.madeTo(SHOP);
        for (var language : Wording.LANGUAGES) {
            assertThat(new ComparisonWords(SHOP, changed, Wording.load(), language).all()).hasSameSizeAs(change.told())
                    .allSatisfy(sentence -> assertThat(sentence).isNotBlank().doesNotContain("{", "}", "null"));
        }
    }

    @Test
    void moreLongerOrToOthersIsMaterialAndLessOrOtherWordsIsNot() {
        assertThat(weightOf(Change.TRACKER_ADDED)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.PURPOSE_ADDED)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.RECIPIENT_ADDED)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.TRACKER_KEPT_LONGER)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.TRACKER_KEPT_FOR_EVER)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.AREA_ASKS_FOR_MORE)).isEqualTo(Weight.MATERIAL);
        assertThat(weightOf(Change.TRACKER_REMOVED)).isEqualTo(Weight.EDITORIAL);
        assertThat(weightOf(Change.TRACKER_KEPT_FOR_LESS)).isEqualTo(Weight.EDITORIAL);
        assertThat(weightOf(Change.TRACKER_KEPT_AS_LONG_WRITTEN_OTHERWISE)).isEqualTo(Weight.EDITORIAL);
        assertThat(weightOf(Change.AREA_ASKS_FOR_LESS)).isEqualTo(Weight.EDITORIAL);
        assertThat(weightOf(Change.BANNER_REWORDED)).isEqualTo(Weight.EDITORIAL);
        assertThat(weightOf(Change.ORDER)).isEqualTo(Weight.EDITORIAL);
    }

    private static Weight weightOf(Change change) {
        return PolicyComparison.between(SHOP, change.madeTo(SHOP)).weight();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aComparisonIsEmptyForEqualHashesAndForNoOthers(long seed) {
        var random = new Random(seed);
        var one = some(SHOP, random);
        var other = random.nextInt(4) == 0 ? one : some(SHOP, random);

        assertThat(PolicyComparison.between(one, other).differences().isEmpty()).isEqualTo(policy(one).version().equals(policy(other).version()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addingATrackerToAChangeNeverMakesItEditorial(long seed) {
        var random = new Random(seed);
        var before = some(SHOP, random);
        var after = some(before, random);
        var withTracker = Change.TRACKER_ADDED.madeTo(after);

        assertThat(PolicyComparison.between(before, withTracker).weight()).isGreaterThanOrEqualTo(PolicyComparison.between(before, after).weight());
        if (before.register().trackers().stream().noneMatch(it -> it.name().equals(PolicyChanges.NEW_TRACKER))) {
            assertThat(PolicyComparison.between(before, withTracker).weight()).isEqualTo(Weight.MATERIAL);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingMaterialComesInByEditorialSteps(long seed) {
        var random = new Random(seed);
        var first = some(SHOP, random);
        var second = some(first, random);
        var third = some(second, random);

        if (PolicyComparison.between(first, third).weight() == Weight.MATERIAL) {
            assertThat(EnumSet.of(PolicyComparison.between(first, second).weight(), PolicyComparison.between(second, third).weight()))
                    .contains(Weight.MATERIAL);
        }
    }

    /** Some changes, in some order. */
    private static FrozenPolicy some(FrozenPolicy policy, Random random) {
        var changes = Arrays.asList(Change.values());
        Collections.shuffle(changes, random);
        var changed = policy;
        for (var change : changes.subList(0, random.nextInt(4))) {
            changed = change.madeTo(changed);
        }
        return FrozenPolicy.read(policy(changed).content());
    }

    private static Policy policy(FrozenPolicy policy) {
        return Policy.of(policy.register(), policy.site(), policy.words());
    }
}
