package eu.volens.benchmarks.system;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** The real clock and real chance, for keys and salts. What a run does is never drawn from here but from its seed. */
public record Surroundings(InstantSource clock, SecureRandom random) {

    public static Surroundings real() {
        return new Surroundings(Clock.systemUTC(), new SecureRandom());
    }
}
