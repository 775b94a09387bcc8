package eu.volens.ledger.receipt;

import static eu.volens.ledger.receipt.ReceiptFixture.LATER;
import static eu.volens.ledger.receipt.ReceiptFixture.MONDAY;
import static eu.volens.ledger.receipt.ReceiptFixture.PENDING;
import static eu.volens.ledger.receipt.ReceiptFixture.RECORD;
import static eu.volens.ledger.receipt.ReceiptFixture.TUESDAY;
import static eu.volens.ledger.receipt.ReceiptFixture.gave;
import static eu.volens.ledger.receipt.ReceiptFixture.receipt;
import static eu.volens.ledger.receipt.ReceiptFixture.refusedBoth;
import static eu.volens.ledger.receipt.ReceiptFixture.withdrew;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON-LD of a receipt, read back by a processor that is not ours. */
class DpvReceiptTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OURS = "urn:volens:receipt:";

    private final ConsentReceipt everything = receipt(LATER, PENDING, refusedBoth(MONDAY.minusSeconds(1)), gave("crumbs", "taste", MONDAY),
            withdrew("crumbs", TUESDAY), gave("taste", "crumbs", TUESDAY));

    @Test
    void everyTermStandsInItsVocabulary() throws Exception {
        var terms = new TreeSet<String>();
        collect(expanded(everything), terms);

        var vocabularies = Stream.concat(vocabulary("dpv-2.3"), vocabulary("dcmi-terms")).collect(Collectors.toSet());
        assertThat(terms).allSatisfy(term -> assertThat(vocabularies.contains(term) || term.startsWith(OURS)
                || term.equals("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")).as(term).isTrue());
        assertThat(terms).contains("https://w3id.org/dpv#ConsentReceipt", "https://w3id.org/dpv/legal/eu#law-GDPR", OURS + "sealed");
    }

    @Test
    void aTermThatDoesNotExistWouldBeNoticed() throws Exception {
        var terms = new TreeSet<String>();
        collect(JsonLd.expand(JsonDocument.of(new StringReader("""
                {"@context": {"dpv": "https://w3id.org/dpv#"}, "@type": "dpv:ConsentGivn", "dpv:hasPurpos": "x"}"""))).get(), terms);

        assertThat(terms).containsExactly("https://w3id.org/dpv#ConsentGivn", "https://w3id.org/dpv#hasPurpos");
        assertThat(vocabulary("dpv-2.3")).doesNotContainAnyElementsOf(terms);
    }

    /** Properties, types, and whatever is pointed at within DPV. */
    private static void collect(JsonValue value, Set<String> terms) {
        switch (value) {
            case JsonArray array -> array.forEach(it -> collect(it, terms));
            case JsonObject object -> object.forEach((member, held) -> {
                if (member.equals("@type")) {
                    strings(held).filter(it -> !it.startsWith("http://www.w3.org/2001/XMLSchema#")).forEach(terms::add);
                } else if (member.equals("@id")) {
                    strings(held).filter(it -> it.startsWith("https://w3id.org/")).forEach(terms::add);
                } else if (!member.startsWith("@")) {
                    terms.add(member);
                }
                collect(held, terms);
            });
            default -> { }
        }
    }

    private static Stream<String> strings(JsonValue value) {
        return value instanceof JsonArray array ? array.getValuesAs(JsonString.class).stream().map(JsonString::getString)
                : Stream.of(((JsonString) value).getString());
    }

    private static Stream<String> vocabulary(String name) throws IOException {
        try (var in = DpvReceiptTest.class.getResourceAsStream("/vocabulary/" + name + ".txt")) {
            return new InputStreamReader(in, StandardCharsets.UTF_8).readAllLines().stream().filter(line -> !line.startsWith("#"));
        }
    }

    private static JsonArray expanded(ConsentReceipt receipt) throws JsonLdError {
        return JsonLd.expand(JsonDocument.of(new StringReader(json(receipt).toString()))).get();
    }

    private static JsonNode json(ConsentReceipt receipt) {
        return JSON.valueToTree(DpvReceipt.of(receipt));
    }

    @Test
    void everythingWrittenIsSaid() throws Exception {
        var names = new TreeSet<String>();
        members(json(everything), names);
        var read = new TreeSet<String>();
        collect(expanded(everything), read);

        assertThat(names.stream().filter(it -> it.contains(":")).map(it -> it.substring(it.indexOf(':') + 1)))
                .as("a member that the context does not know is dropped in silence").allSatisfy(it -> assertThat(read).anyMatch(term -> term.endsWith(it)));
    }

    private static void members(JsonNode node, Set<String> names) {
        node.properties().stream().filter(it -> !it.getKey().equals("@context")).forEach(it -> {
            names.add(it.getKey());
            members(it.getValue(), names);
        });
        if (node.isArray()) {
            node.forEach(it -> members(it, names));
        }
    }

    @Test
    void theHistoryIsWholeAndInOrderAndARefusalIsSaidToBeOne() {
        var statuses = json(everything).at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus");

        assertThat(statuses.valueStream().map(it -> it.get("dct:identifier").asString() + " " + kind(it) + " " + purposes(it)))
                .containsExactly("1 ConsentRefused taste crumbs", "2 ConsentGiven crumbs", "2 ConsentRefused taste", "3 ConsentWithdrawn crumbs",
                        "4 ConsentGiven taste", "4 ConsentRefused crumbs");
        assertThat(statuses.valueStream()).allSatisfy(it -> assertThat(it.at("/dpv:hasDuration/rdf:value").asString()).isEqualTo("P30D"));
        assertThat(statuses.get(0).get("dpv:hasIndicationMethod").asString()).isEqualTo("banner:first:close");
        assertThat(statuses.get(3).get("dpv:hasIndicationMethod").asString()).isEqualTo("withdrawal");
    }

    private static String kind(JsonNode status) {
        var type = status.get("@type");
        return (type.isArray() ? type.get(0) : type).asString().substring("dpv:".length());
    }

    private static String purposes(JsonNode status) {
        return status.get("dpv:hasPurpose").valueStream().map(it -> it.asString().substring(it.asString().indexOf("#purpose-") + 9))
                .collect(Collectors.joining(" "));
    }

    @Test
    void eachPurposeSaysWhereItStandsWhenTheReceiptIsMade() {
        assertThat(standings(receipt(TUESDAY, PENDING, gave("taste", "crumbs", MONDAY), withdrew("taste", TUESDAY))))
                .containsExactlyInAnyOrder("taste ConsentWithdrawn", "crumbs ConsentRefused");
        assertThat(standings(receipt(LATER, PENDING, gave("taste", "crumbs", MONDAY))))
                .containsExactlyInAnyOrder("taste ConsentExpired", "crumbs ConsentExpired");
    }

    private static Stream<String> standings(ConsentReceipt receipt) {
        return json(receipt).at("/dpv:hasRecordOfActivity/dpv:hasProcess").valueStream()
                .map(it -> it.at("/dpv:hasPurpose/dct:identifier").asString() + " " + kind(it.get("dpv:hasConsentStatus")));
    }

    @Test
    void theControllerTheNoticeAndWhoGetsTheDataAreNamed() {
        var record = json(everything).get("dpv:hasRecordOfActivity");

        assertThat(record.get("dct:identifier").asString()).isEqualTo(RECORD.toString());
        assertThat(record.at("/dpv:hasDataController/dpv:hasName").asString()).isEqualTo("Bakery BV");
        assertThat(record.at("/dpv:hasNotice/@id").asString()).startsWith("ni:///sha-256;");
        assertThat(record.at("/dpv:hasNotice/dct:language").asString()).isEqualTo("en");
        assertThat(record.at("/dpv:hasDataSubject/@id").asString()).startsWith("urn:uuid:").doesNotContain(RECORD.toString());
        assertThat(record.findValuesAsString("dpv:hasName")).contains("Baker");
        assertThat(record.findValuesAsString("rdf:value")).contains("P1Y");
    }

    @Test
    void aReceiptHasTheSameNumberWheneverItIsMadeAndAnotherForEachEvent() {
        var first = receipt(MONDAY, PENDING, gave("taste", "crumbs", MONDAY));

        assertThat(receipt(LATER, PENDING, gave("taste", "crumbs", MONDAY)).id()).isEqualTo(first.id());
        assertThat(everything.id()).isNotEqualTo(first.id()).isNotEqualTo(RECORD);
    }

    @Test
    void beforeItIsSealedItSaysSoAndWhenToComeBack() {
        var proof = json(everything).get("volens:proof");

        assertThat(proof.get("volens:sealed").asBoolean()).isFalse();
        assertThat(proof.get("volens:askAgainAt").asString()).isEqualTo(LATER.toString());
        assertThat(proof.get("volens:at").asString()).endsWith("/receipts/4.tlog-proof");
    }
}
