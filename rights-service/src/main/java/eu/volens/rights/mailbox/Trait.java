package eu.volens.rights.mailbox;

/** What a message is besides words. */
enum Trait {
    /** S/MIME or OpenPGP. Nobody checked the signature: it says nothing about who wrote it. */
    SIGNED,
    /** S/MIME or OpenPGP: only somebody who has the key can read it. */
    ENCRYPTED,
    /** A calendar's. */
    INVITATION,
    /** Outlook's own wrapping (TNEF, {@code winmail.dat}); what is inside stays there. */
    WINMAIL
}
