package eu.volens.rights.request;

import java.util.Locale;

/** Why two more months are needed. The law knows these two; a large effort alone is neither (EDPB Guidelines 01/2022, §163). */
public enum ExtensionReason {
    /** The request is complex. */
    COMPLEXITY,
    /** The person has made many requests. */
    NUMBER_OF_REQUESTS;

    /** The name on the wire and in message keys, such as {@code complexity}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
