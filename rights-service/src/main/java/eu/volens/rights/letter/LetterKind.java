package eu.volens.rights.letter;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The letters there are, and what each must say. A template that leaves a mandatory mention out keeps the service from starting. */
public enum LetterKind {

    /** We have your request, until when it is answered, and please confirm that it was you (EDPB Guidelines 01/2022, §57). */
    ACKNOWLEDGEMENT(EnumSet.of(Mention.CASE_NUMBER, Mention.RECEIVED_ON, Mention.DUE_ON, Mention.RIGHTS, Mention.IDENTITY_LINK,
            Mention.IDENTITY_LINK_UNTIL, Mention.AUTHORITY_NAME, Mention.COMPLAINT_LINK, Mention.CONTROLLER_NAME, Mention.CONTROLLER_MAIL)),
    /** We have your message; a human reads it. */
    RECEIPT(EnumSet.of(Mention.CASE_NUMBER, Mention.RECEIVED_ON, Mention.DUE_ON, Mention.AUTHORITY_NAME, Mention.COMPLAINT_LINK,
            Mention.CONTROLLER_NAME, Mention.CONTROLLER_MAIL)),
    /** We have read your message; please confirm that it was you. */
    IDENTITY(EnumSet.of(Mention.CASE_NUMBER, Mention.RIGHTS, Mention.DUE_ON, Mention.IDENTITY_LINK, Mention.IDENTITY_LINK_UNTIL,
            Mention.AUTHORITY_NAME, Mention.COMPLAINT_LINK, Mention.CONTROLLER_NAME, Mention.CONTROLLER_MAIL)),
    /** Here are your data; the package itself carries the information of Article 15(1)(a) to (h). */
    ANSWER(EnumSet.of(Mention.CASE_NUMBER, Mention.RECEIVED_ON, Mention.DOWNLOAD_LINK, Mention.DOWNLOAD_LINK_UNTIL, Mention.AUTHORITY_NAME,
            Mention.AUTHORITY_ADDRESS, Mention.COMPLAINT_LINK, Mention.REMEDY, Mention.CONTROLLER_NAME, Mention.CONTROLLER_MAIL));

    /** What a template can say; the variable is the name in camel case, such as {@code caseNumber}. */
    public enum Mention {
        CASE_NUMBER, RECEIVED_ON, DUE_ON, RIGHTS, IDENTITY_LINK, IDENTITY_LINK_UNTIL, DOWNLOAD_LINK, DOWNLOAD_LINK_UNTIL,
        CONTROLLER_NAME, CONTROLLER_ADDRESS, CONTROLLER_MAIL, AUTHORITY_NAME, AUTHORITY_ADDRESS, COMPLAINT_LINK, REMEDY;

        String variable() {
            StringBuilder camel = new StringBuilder();
            for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
                camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            return camel.toString();
        }
    }

    private final Set<Mention> mandatory;

    LetterKind(Set<Mention> mandatory) {
        this.mandatory = mandatory;
    }

    Set<Mention> mandatory() {
        return mandatory;
    }

    /** What this letter can say at all: everything but links that are not its own. */
    Set<Mention> declared() {
        Set<Mention> declared = EnumSet.allOf(Mention.class);
        declared.removeIf(mention -> mention.name().contains("LINK") && mention != Mention.COMPLAINT_LINK && !mandatory.contains(mention));
        return declared;
    }

    /** The name in tables, folders and message keys, such as {@code acknowledgement}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LetterKind named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
