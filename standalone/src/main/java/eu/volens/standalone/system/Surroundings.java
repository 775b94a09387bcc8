package eu.volens.standalone.system;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What one process takes from the world outside.
 *
 * @param clock  the time
 * @param random unpredictable bytes, for secrets
 */
public record Surroundings(Clock clock, RandomGenerator random) {

    /** The machine's clock in UTC and its secure random source. */
    public static Surroundings real() {
        return new Surroundings(Clock.systemUTC(), new SecureRandom());
    }
}
