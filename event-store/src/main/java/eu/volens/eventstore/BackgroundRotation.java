package eu.volens.eventstore;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link MasterKeyRotation} beside everything else, when there is something for it to do, and says once when nothing is left. What
 * does not answer is asked again each minute until {@link #close}.
 */
public final class BackgroundRotation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackgroundRotation.class);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final MasterKeyRotation rotation;
    private final Thread thread;

    private BackgroundRotation(MasterKeyRotation rotation) {
        this.rotation = rotation;
        this.thread = Thread.ofVirtual().name("master-key-rotation").unstarted(this::rotate);
    }

    /** Returns at once. */
    public static BackgroundRotation start(MasterKeyRotation rotation) {
        BackgroundRotation background = new BackgroundRotation(rotation);
        background.thread.start();
        return background;
    }

    private void rotate() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                rotateOnce();
                return;
            } catch (LogUnavailableException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                log.warn("Keys under an older master key wait for another try in {} s: {}", RETRY.toSeconds(), e.getMessage());
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void rotateOnce() {
        if (rotation.left() == 0) {
            return;
        }
        MasterKeyRotation.Outcome outcome = rotation.run();
        if (outcome.left() == 0) {
            log.info("{} keys are wrapped anew; nothing is left under an older master key", outcome.rewrapped());
        } else {
            log.warn("{} keys are wrapped anew; {} are left under an older master key, which must stay", outcome.rewrapped(), outcome.left());
        }
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Ends after the rows at hand; what is left waits for the next start. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
