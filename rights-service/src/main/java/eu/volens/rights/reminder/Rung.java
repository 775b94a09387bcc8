package eu.volens.rights.reminder;

import eu.volens.rights.organisation.Organisation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How far up a reminder goes. */
enum Rung {
    /** The data protection officer. */
    DPO,
    /** The data protection officer and those above. */
    ABOVE;

    /** The name in events. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Rung named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Everybody on this rung and below, each once. */
    List<String> addresses(Organisation.Escalation escalation) {
        return switch (this) {
            case DPO -> escalation.dpo();
            case ABOVE -> Stream.concat(escalation.dpo().stream(), escalation.above().stream()).distinct().toList();
        };
    }
}
