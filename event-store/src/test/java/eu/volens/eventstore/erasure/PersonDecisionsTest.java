package eu.volens.eventstore.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.erasure.PersonEvent.LegalHoldLifted;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonEvent.PersonErased;
import eu.volens.eventstore.erasure.PersonRefusedException.Reason;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PersonDecisionsTest {

    private static final PersonId ADA = new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final UUID ONE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final LegalHoldPlaced PLACED = new LegalHoldPlaced(ADA, ONE, HoldGround.LEGAL_CLAIMS, Personal.of("court"), "dpo", AT);
    private static final LegalHoldPlaced PLACED_TOO = new LegalHoldPlaced(ADA, OTHER, HoldGround.RESTRICTION, Personal.of("asked"), "dpo", AT);
    private static final LegalHoldLifted LIFTED = new LegalHoldLifted(ADA, ONE, "dpo", AT);
    private static final PersonErased ERASED = new PersonErased(ADA, OTHER, "V-1", "dpo", List.of(), false, AT);
    private static final PersonErased AGAIN = new PersonErased(ADA, OTHER, null, "system", List.of(), true, AT);

    private static PersonState after(PersonEvent... events) {
        return PersonState.of(List.of(events));
    }

    private static void assertRefused(Reason reason, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(PersonRefusedException.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void whoIsNotHeldMayBeErased() {
        assertThat(PersonDecisions.mayErase(after())).isTrue();
        assertThat(PersonDecisions.mayErase(after(PLACED, LIFTED))).isTrue();
    }

    @Test
    void aHoldThatStandsBlocksAndIsNamed() {
        assertRefused(Reason.ON_HOLD, () -> PersonDecisions.mayErase(after(PLACED)));
        assertThatThrownBy(() -> PersonDecisions.mayErase(after(PLACED, PLACED_TOO, LIFTED)))
                .isInstanceOfSatisfying(PersonRefusedException.class, refused -> assertThat(refused.holds()).containsExactly(PLACED_TOO));
    }

    @Test
    void whoIsErasedIsNotErasedAgainAndCannotBeHeld() {
        assertThat(PersonDecisions.mayErase(after(ERASED))).isFalse();
        assertThat(after(ERASED, AGAIN)).isEqualTo(new PersonState.Erased(ERASED));
        assertRefused(Reason.ERASED, () -> PersonDecisions.mayPlaceHold(after(ERASED), ONE));
        assertRefused(Reason.ERASED, () -> PersonDecisions.checkLifting(after(PLACED, ERASED), ONE));
    }

    @Test
    void theSameHoldIsPlacedOnceAndLiftedOnce() {
        assertThat(PersonDecisions.mayPlaceHold(after(), ONE)).isTrue();
        assertThat(PersonDecisions.mayPlaceHold(after(PLACED), ONE)).isFalse();
        assertThat(PersonDecisions.mayPlaceHold(after(PLACED), OTHER)).isTrue();
        PersonDecisions.checkLifting(after(PLACED), ONE);
        assertRefused(Reason.NO_SUCH_HOLD, () -> PersonDecisions.checkLifting(after(PLACED, LIFTED), ONE));
    }
}
