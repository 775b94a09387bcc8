package eu.volens.rights.request;

/** Why a case needs a human who does more than approve. The clock runs all the same. */
public enum Attention {
    /** No right was recognised in the message: somebody must read it and say which. Ends by {@code ClassifyRequest}. */
    RIGHT_UNKNOWN,
    /** A right other than access is asked: it is carried out by hand. */
    RIGHT_BY_HAND,
    /** The message could not be understood in full; its bytes are kept. */
    MAIL_UNREADABLE,
    /** The message is larger than what is read by machine; its bytes are kept as far as they were taken. */
    MAIL_TOO_LARGE,
    /** There is no address to answer to. */
    SENDER_UNKNOWN,
    /** The message came from a machine or a list, so no letter was sent by machine. Ends by {@code ClassifyRequest}. */
    SENT_BY_MACHINE;

    /** The name in message keys, such as {@code right-unknown}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
