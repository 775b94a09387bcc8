package eu.volens.ledger.receipt;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static eu.volens.banner.browser.PageChecks.screenshot;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import eu.volens.banner.browser.BrowserTest;
import eu.volens.ledger.RunningLedger.Answer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts of a running ledger, judged by the verifier as anybody would run it, and by a browser. */
@BrowserTest
class ReceiptIT {

    private static final int LOOKS_MAX = 1_200;
    private static final int LOOK_MILLIS = 50;

    @Test
    void theProofInADownloadedReceiptHoldsOfflineAndNoOtherEventPassesForIt(@TempDir Path folder) throws Exception {
        var record = sealedRecord();
        var receipt = LEDGER.get("/api/consents/" + record + "/receipt.jsonld");
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.header("Content-Type")).startsWith("application/ld+json");
        assertThat(receipt.header("Content-Disposition")).isEqualTo("attachment; filename=\"consent-receipt-itsme-id-2.jsonld\"");

        var proof = Files.writeString(folder.resolve("mine.tlog-proof"), receipt.json().at("/volens:proof/volens:tlogProof").asString());
        assertThat(proof).hasContent(LEDGER.get("/api/consents/" + record + "/receipt.tlog-proof").text());
        assertThat(verifier(folder, "inclusion", proof.toString(), "--key", LEDGER.get("/log/key").text().strip())).isZero();
        assertThat(Files.readString(folder.resolve("said"))).contains("it is entry " + receipt.json().at("/volens:proof/volens:entry").asLong());

        var other = Files.writeString(folder.resolve("other"), "{\"another\":\"event\"}");
        assertThat(verifier(folder, "inclusion", proof.toString(), "--entry", other.toString(), "--key", LEDGER.get("/log/key").text().strip()))
                .isEqualTo(1);
    }

    private static int verifier(Path folder, String... arguments) throws Exception {
        var command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "eu.volens.verifier.VerifierCommand");
        command.command().addAll(List.of(arguments));
        return command.redirectErrorStream(true).redirectOutput(new File(folder.toFile(), "said")).start().waitFor();
    }

    @Test
    void beforeTheEventIsSealedItIsSaidEverywhereAndAskedForAgain() throws Exception {
        var sealed = sealedRecord();
        try (Connection holder = LEDGER.dataSource().getConnection(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT 1 FROM log_tree FOR UPDATE");
            var record = UUID.fromString(LEDGER.postAsBackend("/api/consents", decision("", "\"preferences\",\"functional\",\"analytics\",\"marketing\""))
                    .json().get("record").asString());

            var proof = LEDGER.get("/api/consents/" + record + "/receipt.tlog-proof");
            assertThat(proof.status()).isEqualTo(404);
            assertThat(proof.problem()).isEqualTo("not-sealed");
            assertThat(proof.header("Retry-After")).isEqualTo("1");
            assertThat(LEDGER.get("/api/consents/" + record + "/receipt.jsonld").json().at("/volens:proof/volens:sealed").asBoolean()).isFalse();
            assertThat(LEDGER.get("/api/consents/" + record + "/receipt.html?lang=en").text()).contains("Not sealed yet").doesNotContain(".tlog-proof");
            assertThat(LEDGER.get("/api/consents/" + sealed + "/receipt.tlog-proof").status()).as("what was sealed stays so").isEqualTo(200);
            holder.rollback();
            awaitProof(record);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        text/html,application/xhtml+xml,*/*;q=0.8 | text/html
        application/ld+json                       | application/ld+json
        application/json                          | application/ld+json
        */*                                       | application/ld+json
        application/ld+json, text/html;q=0.5      | application/ld+json
        no header at all!                         | application/ld+json
        """)
    void whatIsAskedForIsGiven(String accept, String type) {
        var receipt = LEDGER.get("/api/consents/" + partlyGiven() + "/receipt", "Accept", accept);

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.header("Content-Type")).startsWith(type);
        assertThat(receipt.header("Vary")).contains("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt", "receipt.html", "receipt.jsonld", "receipt.kantara.json", "receipts/1", "receipts/1.html"})
    void nothingOfItIsKeptOrFoundOrToldOn(String form) {
        var receipt = LEDGER.get("/api/consents/" + partlyGiven() + "/" + form);

        assertThat(receipt.status()).as(receipt.text()).isEqualTo(200);
        assertThat(receipt.header("Cache-Control")).isEqualTo("no-store");
        assertThat(receipt.header("X-Robots-Tag")).contains("noindex");
        assertThat(receipt.response().headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    }

    @Test
    void anEarlierEventHasAReceiptOfItsOwn() {
        var record = partlyGiven();
        assertThat(withdraw(record).status()).isEqualTo(200);

        var first = LEDGER.get("/api/consents/" + record + "/receipts/1").json();
        assertThat(first.at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus")).hasSize(2);
        assertThat(LEDGER.get("/api/consents/" + record + "/receipts/2").json().at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus")).hasSize(3);
        assertThat(LEDGER.get("/api/consents/" + record + "/receipt.kantara.json").problem()).isEqualTo("unknown-receipt");
        assertThat(LEDGER.get("/api/consents/" + record + "/receipts/1.kantara.json").json().at("/services/0/purposes")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"00000000-0000-4000-8000-00000000dead, receipt, 404, unknown-record", "00000000-0000-4000-8000-00000000dead, receipts/1, 404, unknown-receipt",
            "nobody, receipt.jsonld, 400, invalid-request", "00000000-0000-4000-8000-00000000dead, receipts/0, 400, invalid-request",
            "00000000-0000-4000-8000-00000000dead, receipt.tlog-proof, 404, unknown-record"})
    void whatIsNotThereIsRefused(String record, String form, int status, String problem) {
        var answer = LEDGER.get("/api/consents/" + record + "/" + form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fr | Reçu de votre consentement     | Vous avez choisi par finalité
        nl | Ontvangstbewijs van uw toestemming | U hebt per doel gekozen
        de | Beleg Ihrer Einwilligung       | Sie haben je Zweck gewählt
        en | Receipt of your consent        | You chose by purpose
        """)
    void thePageSpeaksTheLanguageAskedFor(String language, String title, String chose) {
        var page = LEDGER.get("/api/consents/" + partlyGiven() + "/receipt.html?lang=" + language);

        assertThat(page.text()).contains("<html lang=\"" + language + "\"", "<h1>" + title + "</h1>", chose, policyVersion())
                .doesNotContain("??", "{0", "null", " style=", "<script").doesNotContainPattern("receipt\\.[a-z]+\\.[a-z]");
    }

    @Test
    void everyoneCanReadAndPrintIt(Page page) throws Exception {
        page.navigate(LEDGER.address() + "/api/consents/" + sealedRecord() + "/receipt.html?lang=en");
        assertAccessible(page);
        screenshot(page, "receipt-light");
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        screenshot(page, "receipt-dark");
        page.setViewportSize(390, 844);
        assertFitsWidth(page);
        screenshot(page, "receipt-phone");
        page.setViewportSize(800, 1100);
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Receipt (JSON-LD)"))).isHidden();
        assertFitsWidth(page);
        screenshot(page, "receipt-print");
    }

    private static UUID partlyGiven() {
        return UUID.fromString(LEDGER.postAsBackend("/api/consents", decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\""))
                .json().get("record").asString());
    }

    private static Answer withdraw(UUID record) {
        return LEDGER.post("/api/consents/" + record + "/withdrawal", """
                {"site": "itsme-id", "area": "business", "language": "fr", "idempotencyKey": "%s"}""".formatted(UUID.randomUUID()));
    }

    /** Given in part, then taken back, and under a checkpoint. */
    private static UUID sealedRecord() throws InterruptedException {
        var record = partlyGiven();
        withdraw(record);
        awaitProof(record);
        return record;
    }

    private static void awaitProof(UUID record) throws InterruptedException {
        for (int looks = 0; LEDGER.get("/api/consents/" + record + "/receipt.tlog-proof").status() != 200; looks++) {
            assertThat(looks).as("still waiting").isLessThan(LOOKS_MAX);
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
