package eu.volens.projections.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BearerGuardTest {

    private final BearerGuard guard = new BearerGuard("a-token-of-the-test");

    @Test
    void theRightTokenIsAdmitted() {
        assertThat(guard.admits("Bearer a-token-of-the-test")).isTrue();
        assertThat(guard.admits("bearer a-token-of-the-test")).isTrue();
    }

    @Test
    void everythingElseIsNot() {
        assertThat(guard.admits(null)).isFalse();
        assertThat(guard.admits("")).isFalse();
        assertThat(guard.admits("Bearer")).isFalse();
        assertThat(guard.admits("Bearer ")).isFalse();
        assertThat(guard.admits("Bearer a-token-of-the-tes")).isFalse();
        assertThat(guard.admits("Bearer a-token-of-the-test2")).isFalse();
        assertThat(guard.admits("Basic a-token-of-the-test")).isFalse();
        assertThat(guard.admits("a-token-of-the-test")).isFalse();
    }
}
