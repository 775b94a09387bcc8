package eu.volens.eventstore;

import java.time.Instant;

/**
 * An event as it rests in the log, read back.
 *
 * @param position   gapless from 1, in commit order
 * @param stream     aggregate identifier, a UUID
 * @param sequence   gapless from 0 within the stream
 * @param type       stored type name with its version
 * @param recordedAt microseconds
 * @param payload    an instance of the class registered for the type; personal components may be erased
 */
public record RecordedEvent(long position, String stream, long sequence, String type, Instant recordedAt, Object payload) {}
