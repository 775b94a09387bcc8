package eu.volens.rights.request;

/** Why a command was not carried out. Nothing changed. */
public enum Refusal {
    /** The case is closed. */
    CASE_CLOSED,
    /** The case stands at a point where this move does not exist. */
    NOT_AT_THIS_POINT,
    /** The person has not confirmed that it is they who wrote. */
    IDENTITY_NOT_CONFIRMED,
    /** A data holder has not answered yet. */
    COLLECTION_INCOMPLETE,
    /** No right is named; a case cannot be classified as nothing. */
    NO_RIGHT_NAMED,
    /** The case has no part that Volens answers: it is closed by hand, with a note. */
    NOTHING_TO_SEND,
    /** The holder was not asked in this case. */
    HOLDER_NOT_ASKED,
    /** What is reported is not what was prepared. */
    OTHER_PACKAGE;

    /** The name in message keys, such as {@code case-closed}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
