package eu.volens.merkle.sign;

/** Why a checkpoint was not signed. Each of them would have been a second history under one name. */
public enum Refusal {
    /** It speaks for another log than the last one signed. */
    OTHER_ORIGIN,
    /** Its tree is smaller than the last one signed: a database restored from a backup, most likely. */
    SMALLER,
    /** It has the size of the last one signed and another root. */
    OTHER_ROOT,
    /** Nothing shows that it only added leaves to the last one signed. */
    NOT_CONSISTENT
}
