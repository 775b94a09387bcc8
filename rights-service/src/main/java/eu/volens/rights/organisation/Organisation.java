package eu.volens.rights.organisation;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A controller in the sense of Article 4(7) GDPR, as its requests need it.
 *
 * @param id               name of its folder
 * @param languages        ISO 639-1; the first is used when nothing is known of a person's language
 * @param mail             the privacy mailbox: what people write to, and what answers them
 * @param privacyStatement address of the whole statement
 * @param purposes         names of consent purposes by id, for readable packages
 * @param areas            names of sites' areas by {@code site/area}
 * @param rules            how it answers requests
 */
public record Organisation(String id, String name, ZoneId zone, List<String> languages, Wording address, String mail,
        String privacyStatement, Authority authority, List<Recipient> recipients, Map<String, Wording> purposes,
        Map<String, Wording> areas, Rules rules) {

    /** Where a person can complain (Article 77 GDPR). {@code complaint} is a web address per language. */
    public record Authority(Wording name, Wording address, Wording complaint, @Nullable String mail,
            @Nullable String telephone) {}

    /** Who gets data (Article 15(1)(c) GDPR), by name, and what. */
    public record Recipient(String id, String name, Wording receives) {}

    /** Who holds data and is asked. */
    public record Holder(String id, Wording name, Wording holds) {}

    /**
     * Where a recipient is told to correct, erase or restrict data too (Article 19 GDPR).
     *
     * @param recipient id of one of the {@link Recipient}s
     * @param mail      their mailbox for such notices
     * @param language  one of the controller's languages that they read
     */
    public record Notice(String recipient, String mail, String language) {}

    /** What Article 15(1) and (2) GDPR asks to be told beside the copy; (c) and (f) are completed from the rest. */
    public record Information(Wording purposes, Wording categories, Wording recipients, Wording retention, Wording rights,
            Wording source, Wording decisions, Wording transfers) {}

    /** Mail addresses of those who look after cases. Where there is none, a reminder stands in the case only. */
    public record Escalation(List<String> dpo, List<String> above) {

        public static final Escalation NOBODY = new Escalation(List.of(), List.of());

        public Escalation {
            dpo = List.copyOf(dpo);
            above = List.copyOf(above);
        }
    }

    /**
     * How long nothing happens before Volens moves.
     *
     * @param person   after a question to the person, until the DPO hears of their silence
     * @param download after an answer went out, until the DPO hears that nobody fetched it
     * @param bounce   after an answer without anything to fetch went out, until it counts as received
     */
    public record Waits(Duration person, Duration download, Duration bounce) {

        public static final Waits USUAL = new Waits(Duration.ofDays(7), Duration.ofDays(4), Duration.ofDays(5));
    }

    /**
     * How requests are answered.
     *
     * @param calendar       name of the working days, such as {@code BE-legal-10/1}
     * @param identityLink   how long a link to confirm can be used
     * @param downloadLink   how long a link to an answer can be used, at most seven days
     * @param remedy         the road to a court
     * @param internalTarget how long before the end of the legal period an answer is wanted
     * @param escalation     who is reminded of cases
     * @param waits          how long nothing happens before somebody is reminded
     * @param notices        which recipients are told of a rectification, erasure or restriction (Article 19 GDPR)
     */
    public record Rules(String calendar, Duration identityLink, Duration downloadLink, List<Holder> holders,
            Information information, Wording remedy, Period internalTarget, Escalation escalation, Waits waits,
            List<Notice> notices) {

        public Optional<Notice> notice(String recipient) {
            return notices.stream().filter(notice -> notice.recipient().equals(recipient)).findFirst();
        }
    }

    public String firstLanguage() {
        return languages.getFirst();
    }

    /** The language itself where the controller has it, its first one otherwise. */
    public String languageOr(@Nullable String language) {
        return language != null && languages.contains(language) ? language : firstLanguage();
    }

    /** The name by which a recipient is known; its id when the folder does not know it any more. */
    public String recipientName(String id) {
        return recipients.stream().filter(recipient -> recipient.id().equals(id)).map(Recipient::name).findFirst().orElse(id);
    }

    /** The name of who holds data, in a language; its id when the folder does not know it any more. */
    public String holderName(String id, String language) {
        return rules.holders().stream().filter(holder -> holder.id().equals(id)).map(holder -> holder.name().in(language)).findFirst().orElse(id);
    }

    /** The part of the mailbox address after the at sign. */
    public String mailDomain() {
        return mail.substring(mail.lastIndexOf('@') + 1);
    }
}
