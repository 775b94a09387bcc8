package eu.volens.rights.deadline;

import java.util.Locale;

/** The rules that a period is counted by. */
public enum Rule {
    /** The clock starts when the request reaches the controller, whoever is aware of it. */
    DAY_OF_RECEIPT("Article 12(3) GDPR; EDPB Guidelines 01/2022, paragraph 159"),
    /** To the day of the same number; the day of receipt is not skipped a second time. */
    ONE_MONTH("Article 12(3) GDPR; Regulation 1182/71, Article 3(2)(c); C-171/03 Toeters"),
    /** One month and two further ones, counted at once from the day of receipt, never one after the other. */
    THREE_MONTHS("Article 12(3) GDPR; Regulation 1182/71, Article 3(2)(c)"),
    /** A month without that day ends the period with its last day. */
    END_OF_MONTH("Regulation 1182/71, Article 3(2)(c)"),
    /** A period that would end on a Saturday, Sunday or public holiday ends with the next working day. */
    CLOSED_DAY("Regulation 1182/71, Article 3(4)"),
    /** The last day counts to its last hour, local time. */
    LAST_HOUR("Regulation 1182/71, Article 3(2)(c)"),
    /** A question asked without undue delay may pause the period; here: within three working days. */
    ASKED_IN_TIME("EDPB Guidelines 01/2022, paragraph 159; policy of three working days"),
    /** A question asked later pauses nothing. */
    ASKED_TOO_LATE("EDPB Guidelines 01/2022, paragraph 159; policy of three working days"),
    /** The period goes on for as many days as the question was open. */
    DAYS_PAUSED("policy: calendar days between question and answer");

    private final String source;

    Rule(String source) {
        this.source = source;
    }

    /** Where it is written. */
    public String source() {
        return source;
    }

    /** The name in JSON and message keys, such as {@code day-of-receipt}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
