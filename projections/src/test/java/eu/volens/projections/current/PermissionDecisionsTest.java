package eu.volens.projections.current;

import static eu.volens.projections.WireFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.projections.current.Permission.Reason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionDecisionsTest {

    private static final UUID RECORD = UUID.fromString("1e3f2a8c-0f5d-4c8e-9a55-0b6f6a1c7d21");
    private static final Instant EXPIRES = NOON.plusSeconds(3600);

    @Test
    void whatIsNecessaryNeedsNoChoice() {
        assertThat(decide("necessary", null, false, NOON)).isEqualTo(Reason.NECESSARY);
    }

    @Test
    void aRefusalOfWhatIsNecessaryChangesNothing() {
        assertThat(decide("necessary", choice(Choice.REFUSED, EXPIRES), true, NOON)).isEqualTo(Reason.NECESSARY);
    }

    @Test
    void whoNeverChoseHasNotAgreed() {
        assertThat(decide("marketing", null, false, NOON)).isEqualTo(Reason.UNKNOWN_RECORD);
    }

    @Test
    void whatWasNeverAskedIsNotAgreedTo() {
        assertThat(decide("marketing", null, true, NOON)).isEqualTo(Reason.NOT_ASKED);
    }

    @Test
    void consentCountsUntilTheInstantItExpires() {
        assertThat(decide("marketing", choice(Choice.GIVEN, EXPIRES), true, EXPIRES.minusNanos(1))).isEqualTo(Reason.GIVEN);
        assertThat(decide("marketing", choice(Choice.GIVEN, EXPIRES), true, EXPIRES)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void refusalsLastAsLongAsConsents() {
        assertThat(decide("marketing", choice(Choice.REFUSED, EXPIRES), true, EXPIRES.minusNanos(1))).isEqualTo(Reason.REFUSED);
        assertThat(decide("marketing", choice(Choice.REFUSED, EXPIRES), true, EXPIRES)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void aWithdrawalLastsAsLongAsAConsentAndOneOfAnOlderRecordForEver() {
        assertThat(decide("marketing", choice(Choice.WITHDRAWN, EXPIRES), true, EXPIRES.minusNanos(1))).isEqualTo(Reason.WITHDRAWN);
        assertThat(decide("marketing", choice(Choice.WITHDRAWN, EXPIRES), true, EXPIRES)).isEqualTo(Reason.EXPIRED);
        assertThat(decide("marketing", choice(Choice.WITHDRAWN, null), true, EXPIRES.plusSeconds(1_000_000_000)))
                .isEqualTo(Reason.WITHDRAWN);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void whatWasSaidBeforeAMaterialChangeIsAskedAgain(Choice choice) {
        assertThat(decide("marketing", choice(choice, EXPIRES, true), true, NOON)).isEqualTo(Reason.POLICY_CHANGED);
        assertThat(decide("marketing", choice(choice, EXPIRES, true), true, EXPIRES)).isEqualTo(Reason.EXPIRED);
        assertThat(decide("necessary", choice(choice, EXPIRES, true), true, NOON)).isEqualTo(Reason.NECESSARY);
    }

    @Test
    void onlyGivenAndNecessaryAllow() {
        for (Reason reason : Reason.values()) {
            assertThat(new Permission(reason, null).allowed()).as(reason.id())
                    .isEqualTo(reason == Reason.GIVEN || reason == Reason.NECESSARY);
        }
    }

    private static Reason decide(String purpose, @Nullable LastChoice last, boolean known, Instant now) {
        return PermissionDecisions.decide(purpose, last, known, now).reason();
    }

    private static LastChoice choice(Choice choice, @Nullable Instant expires) {
        return choice(choice, expires, false);
    }

    private static LastChoice choice(Choice choice, @Nullable Instant expires, boolean policyChanged) {
        return new LastChoice(new CurrentConsent(RECORD, "itsme-id", "business", "marketing", choice, NOON, "9f2c41d0", expires, 7), policyChanged);
    }
}
