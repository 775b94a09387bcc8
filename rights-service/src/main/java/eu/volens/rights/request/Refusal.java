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
    /** What is answered to a right that is asked has not been decided. */
    RIGHT_UNDECIDED,
    /** This right is not asked in the case. */
    RIGHT_NOT_ASKED,
    /** A refusal needs a ground and the reasons (Article 12(4) GDPR). */
    REASONS_MISSING,
    /** This right cannot be refused on that ground. */
    GROUND_DOES_NOT_APPLY,
    /** A copy that is given in part must say what it leaves out, of what holders answered. */
    LEFT_OUT_MISSING,
    /** Only a copy that is given in part leaves something out. */
    LEFT_OUT_DOES_NOT_APPLY,
    /** What was granted has not been carried out everywhere. */
    TASKS_OPEN,
    /** No such task was set in this case. */
    TASK_NOT_SET,
    /** A judgement about who somebody is needs a note, a question needs words. */
    NOTE_MISSING,
    /** The first month is over: it can no longer be extended (Article 12(3) GDPR). */
    TOO_LATE_TO_EXTEND,
    /** The time to answer is extended once. */
    EXTENDED_BEFORE,
    /** Nothing was asked that this could clarify. */
    NOTHING_TO_CLARIFY,
    /** No such letter was sent in this case. */
    NO_SUCH_LETTER,
    /** The other case is somebody else's. */
    OTHER_PERSON,
    /** A duplicate is joined to the earlier case, whose time ends first. */
    LATER_CASE,
    /** The person was erased: nothing more can be kept about them or sent to them. */
    PERSON_ERASED,
    /** The holder was not asked in this case. */
    HOLDER_NOT_ASKED,
    /** What is reported is not what was prepared. */
    OTHER_PACKAGE;

    /** The name in message keys, such as {@code case-closed}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
