package eu.volens.ledger.register;

import java.util.List;

/**
 * A part of a site with rules of its own about what may be kept on a device.
 *
 * @param asks ids of the optional purposes a visitor is asked about here, in the order to show them; empty where there is nothing to
 *             decide
 */
public record Area(String id, Text name, List<String> asks) {

    public Area {
        asks = List.copyOf(asks);
    }

    /** True where a visitor is asked; false where they are only told about what is necessary. */
    public boolean isAsking() {
        return !asks.isEmpty();
    }
}
