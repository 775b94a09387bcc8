package eu.volens.ledger.rate;

import java.time.Duration;

/**
 * How many requests somebody has, and how fast they come back.
 *
 * @param burst     requests at once
 * @param perMinute requests that come back in a minute, evenly; zero for no limit at all
 */
public record Allowance(int burst, int perMinute) {

    public Allowance {
        if (perMinute < 0 || burst < Math.min(perMinute, 1)) {
            throw new IllegalArgumentException("where requests come back, there must be at least one at once, and neither may be below zero");
        }
    }

    boolean isLimit() {
        return perMinute > 0;
    }

    /** How long it takes until an empty one is full again. */
    Duration filledAfter() {
        return isLimit() ? Duration.ofMinutes(1).multipliedBy(burst).dividedBy(perMinute) : Duration.ZERO;
    }
}
