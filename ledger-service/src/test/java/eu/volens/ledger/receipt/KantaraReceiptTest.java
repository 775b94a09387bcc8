package eu.volens.ledger.receipt;

import static eu.volens.ledger.receipt.ReceiptFixture.MONDAY;
import static eu.volens.ledger.receipt.ReceiptFixture.PENDING;
import static eu.volens.ledger.receipt.ReceiptFixture.TUESDAY;
import static eu.volens.ledger.receipt.ReceiptFixture.gave;
import static eu.volens.ledger.receipt.ReceiptFixture.receipt;
import static eu.volens.ledger.receipt.ReceiptFixture.withdrew;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KantaraReceiptTest {

    @Test
    void itTellsWhatIsGivenInTheMembersOfTheSpecification() {
        var receipt = JsonMapper.builder().build().valueToTree(KantaraReceipt.of(receipt(TUESDAY, PENDING, gave("crumbs", "taste", MONDAY))));

        assertThat(receipt.propertyNames()).containsExactlyInAnyOrder("version", "jurisdiction", "consentTimestamp", "collectionMethod",
                "consentReceiptID", "language", "piiPrincipalId", "piiControllers", "policyUrl", "services", "sensitive", "spiCat");
        assertThat(receipt.get("version").asString()).isEqualTo("KI-CR-v1.1.0");
        assertThat(receipt.get("consentTimestamp").asLong()).as("seconds").isEqualTo(MONDAY.getEpochSecond());
        var purposes = receipt.at("/services/0/purposes");
        assertThat(purposes).hasSize(1);
        assertThat(purposes.get(0).get("purposeCategory").get(0).asString()).isEqualTo("crumbs");
        assertThat(purposes.get(0).get("piiCategory").get(0).asString()).isEqualTo("crumb_count");
        assertThat(purposes.get(0).get("thirdPartyDisclosure").asBoolean()).isTrue();
        assertThat(purposes.get(0).get("thirdPartyName").asString()).isEqualTo("Baker");
    }

    @Test
    void whatIsTakenBackIsNotTold() {
        var withdrawn = receipt(TUESDAY, PENDING, gave("crumbs", "taste", MONDAY), withdrew("crumbs", TUESDAY));

        assertThat(KantaraReceipt.of(withdrawn).services().getFirst().purposes()).isEqualTo(List.of());
    }
}
