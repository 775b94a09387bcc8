package eu.volens.wire.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key lets its holder do. */
public enum Scope {

    /** Record what visitors decided elsewhere, and link records to persons. */
    CONSENTS_WRITE,
    /** Read records and their history. */
    CONSENTS_READ,
    /** Ask "may we?" for many. */
    PERMISSIONS_READ,
    /** Put the controller's folder in force. */
    POLICIES_PUBLISH,
    /** Hand in mails, as if they had come to the privacy mailbox. */
    MAILS_WRITE,
    /** Read how many agreed to what. */
    STATISTICS_READ,
    /** Erase the person of a record for good, and keep them from it by a legal hold. */
    PERSONS_ERASE,
    /** Hand in what persons ask, and read where that stands. */
    REQUESTS_WRITE;

    /** As it is written in the file and by operators: {@code consents:write}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }
}
