package eu.volens.ledger.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import eu.volens.ledger.register.Tracker;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A receipt in the form of Kantara's Consent Receipt Specification v1.1.0: a view only, which knows neither refusals nor withdrawals and so
 * tells what is given, and nothing of the rest.
 *
 * @param consentTimestamp seconds since 1970
 */
@Schema(name = "KantaraReceipt", description = "Kantara Consent Receipt v1.1.0")
record KantaraReceipt(String version, String jurisdiction, long consentTimestamp, String collectionMethod,
        @JsonProperty("consentReceiptID") UUID consentReceiptId, String language, UUID piiPrincipalId, List<Controller> piiControllers,
        String policyUrl, List<Service> services, boolean sensitive, List<String> spiCat) {

    private static final String VERSION = "KI-CR-v1.1.0";

    @Schema(name = "KantaraController")
    record Controller(String piiController, String contact, Address address, String email, String phone, String piiControllerUrl) {}

    @Schema(name = "KantaraAddress")
    record Address(String streetAddress) {}

    @Schema(name = "KantaraService")
    record Service(String service, List<Purpose> purposes) {}

    @Schema(name = "KantaraPurpose")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Purpose(String purpose, List<String> purposeCategory, String consentType, List<String> piiCategory, boolean primaryPurpose,
            String termination, boolean thirdPartyDisclosure, @Nullable String thirdPartyName) {}

    static KantaraReceipt of(ConsentReceipt receipt) {
        var statement = receipt.statement();
        var controller = receipt.controller();
        return new KantaraReceipt(VERSION, "EU", statement.at().getEpochSecond(), collectionMethod(statement), receipt.id(), receipt.language(),
                receipt.subject(),
                List.of(new Controller(controller.name(), controller.name(), new Address(controller.address().in(receipt.language())),
                        controller.mail(), "", controller.privacyStatement().toString())),
                receipt.addresses().policy(receipt.site(), receipt.language(), statement.policyVersion()),
                List.of(new Service(receipt.siteName(), receipt.given().stream().map(it -> purpose(receipt, it)).toList())), false, List.of());
    }

    private static String collectionMethod(Statement statement) {
        return statement.how().map(it -> "web banner, " + it.layer() + " layer, " + it.method()).orElse("withdrawal of other purposes");
    }

    private static Purpose purpose(ConsentReceipt receipt, String purpose) {
        var trackers = receipt.purpose(purpose).flatMap(it -> receipt.shown().map(register -> register.trackersFor(it))).orElse(List.of());
        var recipients = trackers.stream().flatMap(it -> receipt.shown().flatMap(register -> register.recipientOf(it)).stream())
                .map(Recipient::name).distinct().toList();
        return new Purpose(receipt.nameOf(purpose), List.of(purpose), "EXPLICIT", trackers.stream().map(Tracker::name).distinct().toList(), false,
                "until withdrawn, and not after " + receipt.standings().get(purpose).expiresAt(), !recipients.isEmpty(),
                recipients.isEmpty() ? null : recipients.stream().collect(Collectors.joining(", ")));
    }
}
