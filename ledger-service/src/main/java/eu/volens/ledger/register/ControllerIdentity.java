package eu.volens.ledger.register;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;

/**
 * Who decides why and how personal data are processed, and how to reach them (Article 13(1)(a) GDPR).
 *
 * @param registration number in the register of companies
 * @param zone         where the controller's days begin and end
 * @param languages    ISO 639-1 codes; the first is used when nothing is known of a visitor's language
 * @param mail         where people send their requests
 * @param form         the controller's own contact form
 * @param recipients   to whom data go (Article 15(1)(c) GDPR)
 */
public record ControllerIdentity(String id, String name, String brand, String registration, ZoneId zone, List<String> languages,
        Text address, String mail, URI form, URI privacyStatement, Authority authority, List<Recipient> recipients) {

    public ControllerIdentity {
        languages = List.copyOf(languages);
        recipients = List.copyOf(recipients);
    }

    public String defaultLanguage() {
        return languages.getFirst();
    }

    /**
     * Where a person can complain (Article 77 GDPR).
     *
     * @param complaint address of the page that takes complaints, per language
     * @param others    list of the authorities of other countries
     */
    public record Authority(Text name, Text address, String mail, String telephone, Text complaint, URI others) {}

    /** A company that gets data. @param receives which data, and what for */
    public record Recipient(String id, String name, Text receives) {}
}
