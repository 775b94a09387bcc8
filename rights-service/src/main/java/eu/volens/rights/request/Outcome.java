package eu.volens.rights.request;

/** How a case ended. */
public enum Outcome {
    /** The person fetched the answer. */
    ANSWERED,
    /** The DPO saw to it outside Volens and says so. */
    HANDLED_BY_HAND,
    /** The DPO read the message: it asks for nothing the GDPR gives a right to. */
    NOT_A_REQUEST;

    /** The name in message keys, such as {@code handled-by-hand}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
