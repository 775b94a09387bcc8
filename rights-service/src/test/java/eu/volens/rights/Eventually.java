package eu.volens.rights;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other threads do, and says what it saw last when it does not come. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Eventually() {}

    public static <T> T get(String what, Supplier<Optional<T>> look) {
        return get(what, look, () -> "");
    }

    /** @param instead says what happened instead */
    public static <T> T get(String what, Supplier<Optional<T>> look, Supplier<String> instead) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen: " + what + " " + instead.get());
            }
            pause();
        }
    }

    public static void is(String what, Supplier<Boolean> condition) {
        get(what, () -> condition.get() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until a count is reached, for as long as it grows. */
    static void progress(String what, Supplier<Integer> count, int wanted) {
        int reached = -1;
        while (reached < wanted) {
            int before = reached;
            reached = get(what + ", " + before + " of " + wanted, () -> Optional.of(count.get()).filter(now -> now > before));
        }
        if (reached > wanted) {
            throw new AssertionError(what + ": " + reached + " instead of " + wanted);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
