package eu.volens.ledger.receipt;

import eu.volens.ledger.consent.ConsentState.Standing;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.Lifetime;
import eu.volens.ledger.register.Tracker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A receipt as JSON-LD: ISO/IEC TS 27560:2023 by the profile of the W3C's Data Privacy Vocabularies Community Group, terms of DPV 2.3. What
 * DPV has no term for, which is the proof, stands under {@code urn:volens:receipt:}. docs/formats/receipt.md has the members.
 */
final class DpvReceipt {

    private static final String PROFILE = "https://w3id.org/dpv/schema/dpv-27560#";
    private static final List<String> ARE_ADDRESSES = List.of("dpv:hasJurisdiction", "dpv:hasApplicableLaw", "dpv:hasLegalBasis", "dpv:hasPurpose",
            "dpv:isIndicatedBy", "dct:conformsTo", "volens:at");
    private static final List<String> ARE_TIMES = List.of("dct:created", "dpv:isIndicatedAtTime", "volens:askAgainAt");
    /** Of those that rest on consent: Articles 7(3), 13 to 18, 20, 22 and 77 GDPR, as the profile lists them. */
    private static final List<String> RIGHTS = List.of("A7-3", "A13", "A14", "A15", "A16", "A17", "A18", "A20", "A22", "A77");

    private final ConsentReceipt receipt;
    private final String language;

    private DpvReceipt(ConsentReceipt receipt) {
        this.receipt = receipt;
        this.language = receipt.language();
    }

    static Map<String, Object> of(ConsentReceipt receipt) {
        return new DpvReceipt(receipt).receipt();
    }

    private Map<String, Object> receipt() {
        return object("@context", context(),
                "@id", "urn:uuid:" + receipt.id(), "@type", "dpv:ConsentReceipt", "dpv:hasIdentifier", receipt.id().toString(),
                "dct:conformsTo", PROFILE + "receipt-eu-gdpr", "dct:created", receipt.createdAt().toString(), "dct:language", language,
                "dpv:hasRecordOfActivity", record(), "volens:proof", proof());
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = object("dpv", "https://w3id.org/dpv#", "eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#",
                "legal-eu", "https://w3id.org/dpv/legal/eu#", "loc", "https://w3id.org/dpv/loc#", "dct", "http://purl.org/dc/terms/",
                "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd", "http://www.w3.org/2001/XMLSchema#", "volens", "urn:volens:receipt:");
        ARE_ADDRESSES.forEach(term -> context.put(term, Map.of("@type", "@id")));
        ARE_TIMES.forEach(term -> context.put(term, Map.of("@type", "xsd:dateTime")));
        return context;
    }

    private Map<String, Object> record() {
        var statement = receipt.statement();
        return object("@id", "urn:uuid:" + receipt.record(), "@type", "dpv:ConsentRecord", "dct:identifier", receipt.record().toString(),
                "dct:conformsTo", PROFILE + "record-eu-gdpr",
                "dpv:hasDataSubject", object("@id", subject(), "@type", "dpv:DataSubject"),
                "dpv:hasDataController", controller(receipt.controller()),
                "dpv:hasAuthority", authority(receipt.controller().authority()),
                "dpv:hasJurisdiction", "loc:EU", "dpv:hasApplicableLaw", "legal-eu:law-GDPR", "dpv:hasLegalBasis", "eu-gdpr:A6-1-a",
                "dpv:hasNotice", notice(statement),
                "dpv:hasProcess", receipt.standings().entrySet().stream().map(it -> process(it.getKey(), it.getValue())).toList(),
                "dpv:hasConsentControl", object("@type", List.of("dpv:ProvideConsent", "dpv:WithdrawConsent"),
                        "dpv:isExercisedAt", receipt.addresses().choices(receipt.site())),
                "dpv:hasRight", RIGHTS.stream().map(this::right).toList(),
                "dpv:hasConsentStatus", receipt.statements().stream().flatMap(it -> statuses(it).stream()).toList());
    }

    private String subject() {
        return "urn:uuid:" + receipt.subject();
    }

    private Map<String, Object> controller(ControllerIdentity controller) {
        return object("@id", controller.privacyStatement().toString(), "@type", "dpv:DataController",
                "dct:identifier", controller.registration(), "dpv:hasName", controller.name(), "dpv:hasAddress", controller.address().in(language),
                "dpv:hasContact", List.of("mailto:" + controller.mail(), controller.form().toString()));
    }

    private Map<String, Object> authority(ControllerIdentity.Authority authority) {
        return object("@type", "dpv:DataProtectionAuthority", "dpv:hasName", authority.name().in(language),
                "dpv:hasAddress", authority.address().in(language), "dpv:hasContact", List.of("mailto:" + authority.mail(), authority.telephone()));
    }

    /** The SHA-256 says which version it was, wherever it can be read today. */
    private Map<String, Object> notice(Statement statement) {
        return object("@id", noticeId(statement), "@type", "dpv:ConsentNotice", "dct:identifier", statement.policyVersion(),
                "dct:language", statement.language(), "dct:source", receipt.addresses().policy(receipt.site(), statement.language(), statement.policyVersion()));
    }

    /** Its content's name by RFC 6920. */
    private static String noticeId(Statement statement) {
        return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(statement.policyVersion()));
    }

    private Map<String, Object> process(String purpose, Standing standing) {
        return object("@type", "dpv:Process", "dpv:hasPurpose", described(purpose),
                "dpv:hasPersonalData", trackers(purpose).stream().map(this::data).toList(),
                "dpv:hasRecipient", trackers(purpose).stream().flatMap(it -> receipt.shown().flatMap(register -> register.recipientOf(it)).stream())
                        .distinct().map(this::recipient).toList(),
                "dpv:hasConsentStatus", object("@type", standingType(standing)));
    }

    private Map<String, Object> described(String purpose) {
        return object("@id", purposeId(purpose), "@type", "dpv:Purpose", "dct:identifier", purpose, "dct:title", receipt.nameOf(purpose),
                "dct:description", receipt.purpose(purpose).map(it -> it.explanation().in(language)).orElse(""));
    }

    private String purposeId(String purpose) {
        return receipt.addresses().policy(receipt.site(), language) + "#purpose-" + purpose;
    }

    private List<Tracker> trackers(String purpose) {
        return receipt.shown().stream().flatMap(register -> trackers(register, purpose).stream()).toList();
    }

    private static List<Tracker> trackers(CookieRegister register, String purpose) {
        return register.purpose(purpose).map(register::trackersFor).orElse(List.of());
    }

    /** What is kept, where and for how long; nothing more is known of a tracker than what the register says. */
    private Map<String, Object> data(Tracker tracker) {
        return object("@type", "dpv:PersonalData", "dct:title", tracker.name(), "dct:description", tracker.explanation().in(language),
                "dct:publisher", tracker.provider(),
                "dpv:hasStorageCondition", List.of(
                        object("@type", "dpv:StorageDuration", "dpv:hasDuration", duration(tracker.lifetime())),
                        object("@type", "dpv:StorageLocation", "dpv:hasLocation", object("@type", "dpv:LocalLocation",
                                "dct:identifier", tracker.kind().code()))));
    }

    private static Map<String, Object> duration(Lifetime lifetime) {
        return switch (lifetime) {
            case Lifetime.Session() -> object("@type", "dpv:UntilEventDuration", "dct:description", lifetime.code());
            case Lifetime.Unlimited() -> object("@type", "dpv:EndlessDuration");
            case Lifetime.Lasting(var code, var amounts) -> object("@type", "dpv:TemporalDuration", "rdf:value", code);
        };
    }

    private Map<String, Object> recipient(Recipient recipient) {
        return object("@type", "dpv:Recipient", "dct:identifier", recipient.id(), "dpv:hasName", recipient.name(),
                "dct:description", recipient.receives().in(language));
    }

    private String standingType(Standing standing) {
        return standing.isExpiredAt(receipt.createdAt()) ? "dpv:ConsentExpired" : switch (standing.word()) {
            case GIVEN -> "dpv:ConsentGiven";
            case REFUSED -> "dpv:ConsentRefused";
            case WITHDRAWN -> "dpv:ConsentWithdrawn";
            case EXPIRED -> "dpv:ConsentExpired";
        };
    }

    private Map<String, Object> right(String article) {
        return object("@type", List.of("dpv:DataSubjectRight", "eu-gdpr:" + article), "dpv:isExercisedAt", switch (article) {
            case "A7-3" -> receipt.addresses().choices(receipt.site());
            case "A77" -> receipt.controller().authority().complaint().in(language);
            default -> "mailto:" + receipt.controller().mail();
        });
    }

    /** A refusal is told as one, never by what is missing; who said yes to some and no to others has said two things. */
    private List<Map<String, Object>> statuses(Statement statement) {
        var statuses = new ArrayList<Map<String, Object>>();
        status(statuses, statement, "dpv:ConsentWithdrawn", statement.withdrawn());
        status(statuses, statement, "dpv:ConsentGiven", statement.given());
        status(statuses, statement, "dpv:ConsentRefused", statement.refused());
        return statuses;
    }

    private void status(List<Map<String, Object>> statuses, Statement statement, String type, List<String> purposes) {
        if (!purposes.isEmpty()) {
            statuses.add(object("@type", type.equals("dpv:ConsentGiven") ? List.of(type, "dpv:ExpressedConsent") : type,
                    "dct:identifier", Long.toString(statement.number()),
                    "dpv:hasPurpose", purposes.stream().map(this::purposeId).toList(), "dpv:isIndicatedBy", subject(),
                    "dpv:hasIndicationMethod", method(statement), "dpv:isIndicatedAtTime", statement.at().toString(),
                    "dpv:hasDuration", object("@type", "dpv:TemporalDuration", "rdf:value", statement.validFor()),
                    "dpv:hasNotice", object("@id", noticeId(statement))));
        }
    }

    private static String method(Statement statement) {
        return statement.how().map(it -> "banner:" + it.layer() + ":" + it.method()).orElse("withdrawal");
    }

    private Map<String, Object> proof() {
        return switch (receipt.sealing()) {
            case Sealing.Sealed(var proof, var origin, var key) -> object("volens:sealed", true, "volens:log", origin, "volens:logKey", key,
                    "volens:entry", proof.index(), "volens:tlogProof", new String(proof.encode(), StandardCharsets.UTF_8),
                    "volens:at", receipt.addresses().proof());
            case Sealing.Pending(var askAgainAt) -> object("volens:sealed", false, "volens:askAgainAt", askAgainAt.toString(),
                    "volens:at", receipt.addresses().proof());
        };
    }

    /** In the order given; what is empty is left out. */
    private static Map<String, Object> object(Object... membersAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < membersAndValues.length; i += 2) {
            var value = membersAndValues[i + 1];
            if (!value.equals("") && !value.equals(List.of())) {
                object.put((String) membersAndValues[i], value);
            }
        }
        return object;
    }
}
