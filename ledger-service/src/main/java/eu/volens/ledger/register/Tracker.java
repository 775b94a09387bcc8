package eu.volens.ledger.register;

import java.util.Optional;

/**
 * A cookie, or whatever else is kept on a visitor's device.
 *
 * @param provider  the host or company that sets it
 * @param recipient id of a {@link ControllerIdentity.Recipient}; empty when the site keeps the data to itself
 * @param purpose   id of a {@link Purpose}
 */
public record Tracker(String name, String provider, Optional<String> recipient, String purpose, Lifetime lifetime, Text explanation) {}
