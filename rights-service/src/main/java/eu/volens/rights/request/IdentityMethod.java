package eu.volens.rights.request;

import java.util.Locale;

/** How it was established that it is the person who asks. Never by a paper that is kept (EDPB Guidelines 01/2022, §79). */
public enum IdentityMethod {
    /** They used the link sent to the address that wrote. */
    LINK,
    /** They signed in to an account the controller knows. */
    ACCOUNT,
    /** They hold the id of the consent record they ask about (Article 11(2) GDPR). */
    CONSENT_RECORD,
    /** They answered a question that only they can. */
    QUESTION,
    /** The DPO judged by other means, and says by which in a note. */
    JUDGEMENT;

    /** The name on the wire and in message keys, such as {@code consent-record}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
