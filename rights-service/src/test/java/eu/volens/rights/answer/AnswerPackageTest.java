package eu.volens.rights.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Ids;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.lookup.Token;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.Wording;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.LeftOut;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerPackageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID RECORD = UUID.fromString("5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60");
    private static final UUID KEPT = UUID.fromString("5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a61");
    private static final UUID NOT_FOUND = UUID.fromString("00000000-0000-4000-8000-000000000009");
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04Z");
    private static final byte[] HOLDER_BYTES = ("{\"as\": \"it came\", \"record\": \"" + RECORD + "\"}").getBytes(StandardCharsets.UTF_8);

    private static final Ids IDS = new Ids() {
        @Override
        public UUID random() {
            return CASE;
        }

        @Override
        public byte[] secret(int bytes) {
            return new byte[bytes];
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void theFileForMachinesIsWhatItsSchemaSays(String language) throws IOException {
        Map<String, byte[]> files = made(language, "Bonjour");

        List<String> wrong = new ArrayList<>();
        check(JSON.readTree(files.get("data.json")), JSON.readTree(files.get("schema.json")), "$", wrong);
        assertThat(wrong).isEmpty();
        assertThat(files.get("holders/consent-ledger.json")).as("unaltered").isEqualTo(HOLDER_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void thePageSaysEverythingInThePersonsLanguageAndNeedsNothingElse(String language) throws IOException {
        String page = new String(made(language, "Bonjour").get("index.html"), StandardCharsets.UTF_8);

        assertThat(page).contains("<html", "lang=\"" + language + "\"", RECORD.toString(), "Cloud&amp;Co",
                "purpose-" + language, "analytics-" + language, "<time datetime=\"2026-03-02T09:00:00Z\">", "Content-Security-Policy");
        assertThat(page).doesNotContain("??", "th:text", "<script", "<link", "src=", "@import");
        assertThat(page).as("values without a word are shown as they are").contains("something-new");
    }

    @Test
    void whatThePersonWroteIsTextAndNothingElse() throws IOException {
        String page = new String(made("fr", "<script>alert(1)</script><img src=x>").get("index.html"), StandardCharsets.UTF_8);

        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script", "<img");
    }

    @Test
    void theManifestHoldsTheHashOfEveryOtherFile() throws IOException {
        Map<String, byte[]> files = made("en", "Hello");
        JsonNode manifest = JSON.readTree(files.get("manifest.json"));

        Map<String, String> hashes = new LinkedHashMap<>();
        manifest.get("files").forEach(entry -> hashes.put(entry.get("name").asString(), entry.get("sha256").asString()));
        assertThat(hashes.keySet()).containsExactly("index.html", "data.json", "schema.json", "consents.csv",
                "holders/consent-ledger.json");
        hashes.forEach((name, hash) -> assertThat(Token.sha256Hex(files.get(name))).as(name).isEqualTo(hash));
        assertThat(manifest.get("nonce").asString()).hasSize(64);
    }

    @Test
    void theTableForSpreadsheetsHasALineForEachDecision() throws IOException {
        assertThat(new String(made("en", "Hello").get("consents.csv"), StandardCharsets.UTF_8)).isEqualTo("""
                holder,record,site,area,at,type,given,refused,withdrawn,policyVersion,language,layer,method\r
                consent-ledger,%1$s,site,area,2026-03-02T09:00:00Z,given,analytics,unnamed,,abc,fr,second,choose\r
                consent-ledger,%1$s,site,area,2026-03-06T09:12:04Z,something-new,,,analytics,,,,\r
                """.formatted(RECORD));
    }

    @Test
    void aPackageThatCannotTellAllThatArticle15WantsIsNotMade() {
        Organisation told = organisation();
        Organisation.Information all = told.rules().information();
        Wording blank = new Wording(Map.of("fr", " ", "nl", "", "de", "", "en", ""));
        Organisation.Rules rules = told.rules();
        Organisation untold = new Organisation(told.id(), told.name(), told.zone(), told.languages(), told.address(), told.mail(), told.privacyStatement(),
                told.authority(), told.recipients(), told.purposes(), told.areas(), new Organisation.Rules(rules.calendar(), rules.identityLink(),
                rules.downloadLink(), rules.holders(), new Organisation.Information(all.purposes(), all.categories(), all.recipients(), blank,
                all.rights(), all.source(), all.decisions(), all.transfers()), blank, rules.internalTarget(), rules.escalation(), rules.waits(),
                rules.notices()));
        AnswerContent content = new AnswerContent(facts("fr", LeftOut.NOTHING), "Léa", "lea@example.org", List.of(), Optional.empty(), List.of(), AT);

        assertThatThrownBy(() -> new AnswerPackage(untold, IDS).make(content)).isInstanceOf(IncompletePackage.class)
                .hasMessageContaining("retention").hasMessageContaining("complaint");
        assertThat(new AnswerPackage(told, IDS).make(content)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "nl", "de", "en"})
    void whatIsLeftOutIsInNoFileAndThatItIsIsSaid(String language) throws IOException {
        Map<String, byte[]> files = made(language, "Bonjour", LeftOut.of(List.of("consent-ledger:" + RECORD)));

        assertThat(files).doesNotContainKey("holders/consent-ledger.json");
        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8)).as(name)
                .doesNotContain(RECORD.toString(), "2026-03-02T09:00:00Z", "unnamed"));
        List<String> wrong = new ArrayList<>();
        JsonNode data = JSON.readTree(files.get("data.json"));
        check(data, JSON.readTree(files.get("schema.json")), "$", wrong);
        assertThat(wrong).isEmpty();
        assertThat(data.at("/holders/0/leftOut").asInt()).isEqualTo(1);
        assertThat(data.at("/holders/0/records").values()).extracting(record -> record.get("record").asString()).containsExactly(KEPT.toString());
        assertThat(new String(files.get("index.html"), StandardCharsets.UTF_8)).contains(KEPT.toString(), NOT_FOUND.toString(), Map.of(
                "fr", "Un enregistrement a été laissé de côté", "nl", "Eén record is weggelaten", "de", "Ein Datensatz wurde weggelassen",
                "en", "One record was left out").get(language));
        JsonNode manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.get("leftOut")).isEqualTo(JSON.readTree("[{\"holder\": \"consent-ledger\", \"records\": 1}]"));
        assertThat(manifest.get("files").values()).hasSize(4).allSatisfy(entry ->
                assertThat(entry.get("sha256").asString()).isEqualTo(Token.sha256Hex(files.get(entry.get("name").asString()))));
    }

    @Test
    void aHolderThatIsLeftOutWholeSaysNothing() throws IOException {
        Map<String, byte[]> files = made("en", "Hello", LeftOut.of(List.of("consent-ledger")));

        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8)).as(name)
                .doesNotContain(RECORD.toString(), KEPT.toString(), NOT_FOUND.toString(), "unnamed"));
        assertThat(new String(files.get("index.html"), StandardCharsets.UTF_8)).contains("2 records were left out")
                .doesNotContain("We found no choices");
        assertThat(new String(files.get("consents.csv"), StandardCharsets.UTF_8)).hasLineCount(1);
    }

    /** Whoever cannot find what must not go out does not know what goes out. */
    @Test
    void aPackageThatCannotLeaveOutWhatItMustIsNotMade() {
        for (String unknown : List.of("consent-ledger:" + NOT_FOUND, "web-shop")) {
            assertThatThrownBy(() -> made("en", "Hello", LeftOut.of(List.of(unknown, "consent-ledger:" + RECORD))))
                    .isInstanceOf(IncompletePackage.class).hasMessage("1 of what the package must leave out is not among what was collected");
        }
    }

    private static Map<String, byte[]> made(String language, String text) throws IOException {
        return made(language, text, LeftOut.NOTHING);
    }

    private static Map<String, byte[]> made(String language, String text, LeftOut leftOut) throws IOException {
        List<HolderAnswer.Change> history = List.of(
                new HolderAnswer.Change("given", Instant.parse("2026-03-02T09:00:00Z"), List.of("analytics"), List.of("unnamed"),
                        List.of(), "abc", "fr", "second", "choose"),
                new HolderAnswer.Change("something-new", AT, List.of(), List.of(), List.of("analytics"), null, null, null, null));
        HolderAnswer answer = new HolderAnswer("consent-ledger", AT,
                List.of(new HolderAnswer.ConsentRecord(RECORD, "site", "area", "partial", history),
                        new HolderAnswer.ConsentRecord(KEPT, "site", "area", "given", List.of())), List.of(NOT_FOUND));
        AnswerContent content = new AnswerContent(facts(language, leftOut), "Léa", "lea@example.org", List.of(RECORD.toString()),
                Optional.of(new AnswerContent.Message(AT, "Mes données", text, List.of("id.pdf"))),
                List.of(new AnswerContent.Found(answer, HOLDER_BYTES)), AT);
        return unzipped(new AnswerPackage(organisation(), IDS).make(content));
    }

    private static CaseFacts facts(String language, LeftOut leftOut) {
        Deadline deadline = new Deadline(LocalDate.of(2026, 3, 6), LocalDate.of(2026, 4, 7), LocalDate.of(2026, 6, 8),
                "Europe/Brussels", "BE-legal-10/1");
        return new CaseFacts(List.of(), CASE, "2026-000123", new PersonId(CASE), List.of(Right.ACCESS), List.of(),
                Status.APPROVED, language, "mail", AT, deadline,
                Personal.of("lea@example.org"), Personal.of("Léa"), Personal.of(List.of()), Set.of(), null, Map.of(), Map.of(), true, Set.of(),
                false, true, leftOut);
    }

    private static Organisation organisation() {
        Wording wording = wording("text");
        Organisation.Rules rules = new Organisation.Rules("BE-legal-10/1", Duration.ofDays(1), Duration.ofDays(1), List.of(),
                new Organisation.Information(wording("purpose"), wording, wording, wording, wording, wording, wording, wording),
                wording, Period.ofDays(7), Organisation.Escalation.NOBODY, Organisation.Waits.USUAL, List.of());
        return new Organisation("x", "Example", ZoneId.of("Europe/Brussels"), List.of("fr", "nl", "de", "en"), wording,
                "privacy@example.org", "https://example.org/privacy",
                new Organisation.Authority(wording, wording, wording("https://authority.example"), null, null),
                List.of(new Organisation.Recipient("cloud", "Cloud&Co", wording)),
                Map.of("analytics", wording("analytics")), Map.of(), rules);
    }

    private static Wording wording(String text) {
        return new Wording(Map.of("fr", text + "-fr", "nl", text + "-nl", "de", text + "-de", "en", text + "-en"));
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    /** As much of JSON Schema as ours uses; stricter in that nothing may be there that the schema does not describe. */
    private static void check(JsonNode value, JsonNode schema, String at, List<String> wrong) {
        String type = schema.has("type") ? schema.get("type").asString() : "any";
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            default -> true;
        };
        if (!fits || schema.has("const") && !schema.get("const").equals(value)) {
            wrong.add(at + " is " + value);
        }
        if (schema.has("enum") && schema.get("enum").values().stream().noneMatch(value::equals)) {
            wrong.add(at + " is none of " + schema.get("enum"));
        }
        if (schema.has("required")) {
            schema.get("required").values().stream().filter(name -> !value.has(name.asString()))
                    .forEach(name -> wrong.add(at + " lacks " + name));
        }
        if (value.isObject()) {
            value.propertyNames().forEach(name -> {
                if (schema.at("/properties/" + name).isMissingNode()) {
                    wrong.add(at + "." + name + " is not described");
                } else {
                    check(value.get(name), schema.at("/properties/" + name), at + "." + name, wrong);
                }
            });
        }
        if (value.isArray()) {
            value.values().forEach(item -> check(item, schema.get("items"), at + "[]", wrong));
        }
    }
}
