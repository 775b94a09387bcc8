package eu.volens.rights.request;

/** Why a case needs a human who does more than approve. The clock runs all the same. */
public enum Attention {
    /** No right was recognised in the message: somebody must read it and say which. Ends by {@code ClassifyRequest}. */
    RIGHT_UNKNOWN,
    /** A right is asked that whoever holds the data carries out. */
    RIGHT_BY_HAND,
    /** The message could not be understood in full; its bytes are kept. */
    MAIL_UNREADABLE,
    /** The message is larger than what is read by machine; its bytes are kept as far as they were taken. */
    MAIL_TOO_LARGE,
    /** There is no address to answer to. */
    SENDER_UNKNOWN,
    /** The message seems to belong to an earlier case, of somebody else. Ends by {@code ClassifyRequest}. */
    OTHER_SENDER,
    /** The message came from a machine or a list, so no letter was sent by machine. Ends by {@code ClassifyRequest}. */
    SENT_BY_MACHINE,
    /** It may not be the person who writes, and the link in the letter cannot settle it. Ends by {@code JudgeIdentity}. */
    IDENTITY_DOUBTED,
    /** A further message came to this case. Ends by {@code SettleAttention}. */
    NEW_MESSAGE,
    /** A letter to the person came back. Ends by {@code SettleAttention}. */
    LETTER_BOUNCED;

    /** Whether it is about what came by mail, which can come to a closed case too. */
    public boolean isOfThePost() {
        return this == NEW_MESSAGE || this == LETTER_BOUNCED;
    }

    /** The name in message keys, such as {@code right-unknown}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
