package eu.volens.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code event_log}. {@code sealed} is null when there is no personal part, or when it was purged. */
record StoredEvent(long position, Instant recordedAt, UUID stream, long sequence, String type, String open,
        @Nullable UUID person, byte @Nullable [] commitment, byte @Nullable [] sealed) {}
