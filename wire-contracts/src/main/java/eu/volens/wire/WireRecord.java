package eu.volens.wire;

import java.time.Instant;

/**
 * A wire event in its envelope, as it travels.
 *
 * @param topic      {@link Topics}
 * @param stream     the aggregate's random id; events of one stream arrive in the order of their positions
 * @param position   position in the log of the service that wrote it, strictly rising within a topic; readers drop what they have seen
 * @param type       wire type with its version, such as {@code consent.decided/1}
 * @param recordedAt when the writing service recorded it, to the microsecond
 * @param body       JSON, UTF-8
 */
public record WireRecord(String topic, String stream, long position, String type, Instant recordedAt, byte[] body) {}
