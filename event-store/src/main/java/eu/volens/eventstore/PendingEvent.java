package eu.volens.eventstore;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event on its way into the log: everything but its position and the time of recording. */
record PendingEvent(UUID stream, long sequence, String type, String open,
        @Nullable UUID person, byte @Nullable [] commitment, byte @Nullable [] sealed) {}
