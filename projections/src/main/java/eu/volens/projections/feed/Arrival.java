package eu.volens.projections.feed;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import eu.volens.wire.json.WireJson;
import java.util.Optional;

/**
 * A wire record and what it says.
 *
 * @param event empty when this version does not know the type: newer writers may tell more than we understand
 */
public record Arrival(WireRecord record, Optional<WireEvent> event) {

    /**
     * @throws tools.jackson.core.JacksonException when the type is known and the body is not what it promises. Never skipped: it could
     *     be a withdrawal, and the answer to "may we?" would stay yes
     */
    public static Arrival of(WireRecord record) {
        return new Arrival(record, WireJson.read(record.type(), record.body()));
    }
}
