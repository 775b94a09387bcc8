package eu.volens.rights.request;

/** Where a case stands. */
public enum Status {
    /** The clock runs; who asks is not being checked yet. */
    RECEIVED,
    /** A letter asked the person to confirm that it is they who wrote. */
    AWAITING_IDENTITY,
    /** It was judged that it is not the person, or that it cannot be known. */
    IDENTITY_NOT_CONFIRMED,
    /** The person confirmed; data holders are being asked. */
    COLLECTING,
    /** All there is lies before the DPO. */
    IN_REVIEW,
    /** The DPO approved; the letter, and the package if there is one, are being made. */
    APPROVED,
    /** The answer went out. */
    ANSWERED,
    /** The answer came back: the person does not have it. */
    UNDELIVERED,
    /** Nothing more is to be done. */
    CLOSED;

    /** The name on the wire and in message keys, such as {@code in-review}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
