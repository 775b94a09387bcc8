package eu.volens.rights.letter;

import static eu.volens.rights.letter.LetterKind.Mention.AUTHORITY_ADDRESS;
import static eu.volens.rights.letter.LetterKind.Mention.AUTHORITY_NAME;
import static eu.volens.rights.letter.LetterKind.Mention.COMPLAINT_LINK;
import static eu.volens.rights.letter.LetterKind.Mention.CONTROLLER_ADDRESS;
import static eu.volens.rights.letter.LetterKind.Mention.DECISIONS;
import static eu.volens.rights.letter.LetterKind.Mention.DOWNLOAD_LINK;
import static eu.volens.rights.letter.LetterKind.Mention.DOWNLOAD_LINK_UNTIL;
import static eu.volens.rights.letter.LetterKind.Mention.DUE_ON;
import static eu.volens.rights.letter.LetterKind.Mention.EXPLANATION;
import static eu.volens.rights.letter.LetterKind.Mention.IDENTITY_LINK;
import static eu.volens.rights.letter.LetterKind.Mention.IDENTITY_LINK_UNTIL;
import static eu.volens.rights.letter.LetterKind.Mention.MEASURES;
import static eu.volens.rights.letter.LetterKind.Mention.NEW_DUE_ON;
import static eu.volens.rights.letter.LetterKind.Mention.NOT_READ;
import static eu.volens.rights.letter.LetterKind.Mention.QUESTION;
import static eu.volens.rights.letter.LetterKind.Mention.REASON;
import static eu.volens.rights.letter.LetterKind.Mention.RECEIVED_ON;
import static eu.volens.rights.letter.LetterKind.Mention.RECIPIENT_NAME;
import static eu.volens.rights.letter.LetterKind.Mention.RIGHTS;
import static eu.volens.rights.letter.LetterKind.Mention.WHOSE_DATA;

import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.Ruling;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The letters there are, and what each must say. A template that leaves a mandatory mention out keeps the service from starting; a
 * mention that has nothing to say keeps the letter from being sent.
 */
public enum LetterKind {

    /** We have your request, until when it is answered, and please confirm that it was you (EDPB Guidelines 01/2022, §57). */
    ACKNOWLEDGEMENT(Base.COMPLAINT, RECEIVED_ON, DUE_ON, RIGHTS, IDENTITY_LINK, IDENTITY_LINK_UNTIL),
    /** We have your message; a human reads it. */
    RECEIPT(Base.COMPLAINT, RECEIVED_ON, DUE_ON),
    /** We have read your message; please confirm that it was you. May put a question beside the link (Article 12(6) GDPR). */
    IDENTITY(Base.COMPLAINT, DUE_ON, IDENTITY_LINK, IDENTITY_LINK_UNTIL),
    /** What do you mean (Recital 63 GDPR)? */
    CLARIFICATION(Base.COMPLAINT, RECEIVED_ON, DUE_ON, QUESTION),
    /** It takes two months longer, and why (Article 12(3) GDPR). */
    EXTENSION(Base.COMPLAINT, RECEIVED_ON, DUE_ON, NEW_DUE_ON, REASON, EXPLANATION),
    /** Here are your data, and what was decided beside; the package itself carries the information of Article 15(1)(a) to (h). */
    ANSWER(Base.REMEDY, RECEIVED_ON, DECISIONS, DOWNLOAD_LINK, DOWNLOAD_LINK_UNTIL),
    /** What was done about each right, where no data go with it. */
    OUTCOME(Base.REMEDY, RECEIVED_ON, DECISIONS),
    /** Nothing is done, why, and where to complain (Article 12(4) GDPR). */
    REFUSAL(Base.REMEDY, RECEIVED_ON, DECISIONS),
    /** To a recipient of the data: correct, erase or restrict them too (Article 19 GDPR). */
    RECIPIENT(Base.SENDER, RECIPIENT_NAME, MEASURES, WHOSE_DATA),
    /** Your answer still waits to be fetched. */
    REMINDER(Base.COMPLAINT, RECEIVED_ON, DOWNLOAD_LINK, DOWNLOAD_LINK_UNTIL),
    /** You took your request back; nothing more is done. */
    WITHDRAWN(Base.COMPLAINT, RECEIVED_ON);

    /** What a template can say; the variable is the name in camel case, such as {@code caseNumber}. */
    public enum Mention {
        CASE_NUMBER, RECEIVED_ON, DUE_ON, NEW_DUE_ON, RIGHTS, IDENTITY_LINK, IDENTITY_LINK_UNTIL, DOWNLOAD_LINK, DOWNLOAD_LINK_UNTIL,
        CONTROLLER_NAME, CONTROLLER_ADDRESS, CONTROLLER_MAIL, AUTHORITY_NAME, AUTHORITY_ADDRESS, COMPLAINT_LINK, REMEDY,
        /** That their message could not be read whole, and what to do. */
        NOT_READ,
        /** What the DPO asks the person. */
        QUESTION,
        /** Which of the law's reasons to extend, in words; and what the DPO says about it. */
        REASON, EXPLANATION,
        /** Per right: in full, in part or refused; the reasons and grounds; who carried it out. */
        DECISIONS,
        RECIPIENT_NAME,
        /** What the recipient has to do, per right. */
        MEASURES,
        /** By what the recipient finds the data: record numbers, or the person's address when there are none. */
        WHOSE_DATA;

        String variable() {
            StringBuilder camel = new StringBuilder();
            for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
                camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            return camel.toString();
        }
    }

    /** What many letters say. */
    private static final class Base {
        static final Set<Mention> SENDER = EnumSet.of(Mention.CASE_NUMBER, Mention.CONTROLLER_NAME, Mention.CONTROLLER_MAIL);
        static final Set<Mention> COMPLAINT = and(SENDER, AUTHORITY_NAME, COMPLAINT_LINK);
        static final Set<Mention> REMEDY = and(COMPLAINT, AUTHORITY_ADDRESS, Mention.REMEDY);
        static final Set<Mention> TO_THE_PERSON = EnumSet.of(RECEIVED_ON, DUE_ON, RIGHTS, CONTROLLER_ADDRESS, AUTHORITY_NAME, AUTHORITY_ADDRESS,
                COMPLAINT_LINK, Mention.REMEDY);
    }

    private final Set<Mention> mandatory;

    LetterKind(Set<Mention> base, Mention... own) {
        this.mandatory = and(base, own);
    }

    private static Set<Mention> and(Set<Mention> base, Mention... own) {
        Set<Mention> both = EnumSet.copyOf(base);
        both.addAll(List.of(own));
        return both;
    }

    Set<Mention> mandatory() {
        return mandatory;
    }

    /** What this letter can say at all. A recipient hears nothing of the person but what they have to do. */
    Set<Mention> declared() {
        Set<Mention> declared = EnumSet.copyOf(mandatory);
        declared.addAll(this == RECIPIENT ? EnumSet.of(CONTROLLER_ADDRESS) : Base.TO_THE_PERSON);
        switch (this) {
            case ACKNOWLEDGEMENT, RECEIPT -> declared.add(NOT_READ);
            case IDENTITY -> declared.add(QUESTION);
            case CLARIFICATION, EXTENSION, ANSWER, OUTCOME, REFUSAL, RECIPIENT, REMINDER, WITHDRAWN -> { }
        }
        return declared;
    }

    /** Whether it still makes sense once the case is closed. */
    boolean outlivesItsCase() {
        return this == RECIPIENT || this == WITHDRAWN;
    }

    /** Whether a case waits for this letter to be answered. */
    boolean isAnswer() {
        return this == ANSWER || this == OUTCOME || this == REFUSAL;
    }

    /** The letter that answers a case as it was decided. A right that nobody decided yet is thought granted. */
    public static LetterKind answering(CaseFacts facts) {
        if (facts.needsPackage()) {
            return ANSWER;
        }
        boolean refused = !facts.rights().isEmpty() && facts.rights().stream().allMatch(right -> facts.rulings().get(right) == Ruling.REFUSED);
        return refused ? REFUSAL : OUTCOME;
    }

    /** The name in tables, folders and message keys, such as {@code acknowledgement}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LetterKind named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
