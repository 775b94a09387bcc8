package eu.volens.ledger.system;

import java.util.Locale;

/** Something the operator set cannot be used; the message says what, and why. The service does not start. */
final class UnusableSetting extends RuntimeException {

    private final String property;

    UnusableSetting(String property, Object value, String why) {
        super(property + " is " + value + ", which cannot be used: " + why);
        this.property = property;
    }

    String property() {
        return property;
    }

    String environmentVariable() {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
