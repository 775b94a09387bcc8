package eu.volens.ledger.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.ledger.register.ControllerIdentity.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small invented controller, read from files, and everything that can be wrong with them. */
class RegisterFolderIT {

    private static final Path EXAMPLES = Path.of("src", "test", "resources", "controllers");
    private static final Set<String> SPOKEN = Set.of("fr", "nl", "de", "en");

    @TempDir
    private Path controllers = Path.of("");

    @BeforeEach
    void copyTheExample() throws IOException {
        Files.createDirectory(controllers.resolve("tulip-bakery"));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("tulip-bakery"))) {
            for (var file : files.toList()) {
                Files.copy(file, controllers.resolve("tulip-bakery").resolve(file.getFileName()));
            }
        }
    }

    @Test
    void aWholeControllerIsRead() {
        var register = read();

        assertThat(register.controller().name()).isEqualTo("Tulip Bakery BV");
        assertThat(register.controller().languages()).containsExactly("en", "nl");
        assertThat(register.site("shop").orElseThrow().lifetimeDays()).isEqualTo(30);
        assertThat(register.site("shop").flatMap(site -> site.area("counter")).orElseThrow().asks()).containsExactly("crumbs");
        assertThat(register.purposesOf(register.site("shop").flatMap(site -> site.area("window")).orElseThrow()))
                .extracting(Purpose::id).containsExactly("oven");
        assertThat(register.trackers()).hasSize(2);
        assertThat(register.trackers().getFirst().names()).containsExactly("warm");
        assertThat(register.trackers().getLast().names()).containsExactly("crumb_count", "crumb_count_*");
        assertThat(register.trackers()).extracting(it -> it.kind().code() + " " + it.party().code() + " " + it.hosts())
                .containsExactly("session-storage first []", "cookie third [counter.example]");
        assertThat(register.purpose("crumbs").orElseThrow().consentMode()).containsExactly("analytics_storage");
        assertThat(register.purposes()).extracting(Purpose::refusedByGpc).containsExactly(false, true);
        assertThat(register.recipientOf(register.trackers().getLast())).map(Recipient::name).contains("Counter GmbH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        controller.yaml | id: tulip-bakery                    | id: rose-bakery                 | controller.yaml:1: `id` is 'rose-bakery', but the folder is called 'tulip-bakery'
        controller.yaml | zone: Europe/Amsterdam              | zone: Europe/Nowhere            | controller.yaml:5: 'Europe/Nowhere' is not a time zone such as Europe/Brussels
        controller.yaml | languages: [en, nl]                 | languages: [en, nl, es]         | controller.yaml:6: language 'es' is not spoken here; there are [de, en, fr, nl]
        controller.yaml | mail: privacy@tulip.example         | mail: privacy at tulip          | controller.yaml:11: 'privacy at tulip' is not a mail address
        controller.yaml | privacyStatement: https://tulip     | privacyStatement: http://tulip  | controller.yaml:13: 'http://tulip.example/privacy' is not an https address
        controller.yaml | brand: Tulip                        | brnd: Tulip                     | controller.yaml:1: `brand` is missing
        controller.yaml | brand: Tulip                        | brnd: Tulip                     | controller.yaml:3: `brnd` is not known here
        purposes.yaml   | basis: consent                      | basis: contract                 | purposes.yaml:7: `basis` is `legitimate-interest` or `consent`, not 'contract'
        purposes.yaml   | id: crumbs                          | id: Crumbs!                     | purposes.yaml:6: 'Crumbs!' is not an id
        purposes.yaml   | id: crumbs                          | id: oven                        | purposes.yaml:6: 'oven' is there already
        purposes.yaml   | name: {en: Crumbs, nl: Kruimels}    | name: {en: Crumbs}              | purposes.yaml:10: `nl` is missing
        purposes.yaml   | name: {en: Crumbs, nl: Kruimels}    | name: {en: Crumbs, nl: K, es: M}| purposes.yaml:10: `es` is not known here
        purposes.yaml   | consentMode: [analytics_storage]    | consentMode: [analytics]        | purposes.yaml:8: 'analytics' is not a type of Google Consent Mode; there are [ad_personalization, ad_storage
        purposes.yaml   | basis: consent                      | basis: legitimate-interest      | purposes.yaml:8: 'analytics_storage' needs consent, and this purpose is not based on it
        purposes.yaml   | basis: consent                      | basis: legitimate-interest      | purposes.yaml:9: a purpose that is not based on consent is not asked, so nothing refuses it
        purposes.yaml   | name: {en: Oven, nl: Oven}          | consentMode: [analytics_storage]| purposes.yaml:8: 'analytics_storage' is granted by a purpose already
        purposes.yaml   | refusedByGpc: true                  | refusedByGpc: yes               | purposes.yaml:9: `refusedByGpc` is `true` or `false`, not 'yes'
        purposes.yaml   | refusedByGpc: true                  | refusedByGdp: true              | purposes.yaml:6: `refusedByGpc` is missing
        sites.yaml      | mode: inform                        | mode: tell                      | sites.yaml:10: `mode` is `inform` or `ask`, not 'tell'
        sites.yaml      | mode: inform                        | mode: ask                       | sites.yaml:10: an area that asks needs `asks` with at least one purpose
        sites.yaml      | asks: [crumbs]                      | asks: [crumbs, crusts]          | sites.yaml:14: purpose 'crusts' is not in purposes.yaml
        sites.yaml      | asks: [crumbs]                      | asks: [crumbs, oven]            | sites.yaml:14: purpose 'oven' is not based on consent, so it cannot be asked
        sites.yaml      | consentLifetime: P30D               | consentLifetime: P400D          | sites.yaml:7: 'P400D' should be days, from P1D to P396D (13 months)
        sites.yaml      | consentLifetime: P30D               | consentLifetime: P1Y            | sites.yaml:7: 'P1Y' should be days
        sites.yaml      | "https://tulip.example"             | "https://tulip.example/"        | sites.yaml:6: 'https://tulip.example/' is not a web origin
        sites.yaml      | "https://tulip.example"             | "*"                             | sites.yaml:6: '*' is not a web origin
        trackers.yaml   | purpose: crumbs                     | purpose: crust                  | trackers.yaml:16: purpose 'crust' is not in purposes.yaml
        trackers.yaml   | recipient: counter                  | recipient: nobody               | trackers.yaml:15: recipient 'nobody' is not in controller.yaml
        trackers.yaml   | lifetime: session                   | lifetime: for ever              | trackers.yaml:7: 'for ever' is not a lifetime
        trackers.yaml   | name: crumb_count                   | name: [crumb, count]            | trackers.yaml:9: `name` should be a single value
        trackers.yaml   | provider: counter.example           | name: again                     | trackers.yaml:13: `name` stands twice in one block
        trackers.yaml   | kind: cookie                        | kind: flash                     | trackers.yaml:10: `kind` is `cookie`, `local-storage`, `session-storage` or `pixel`, not 'flash'
        trackers.yaml   | party: third                        | party: second                   | trackers.yaml:11: `party` is `first` or `third`, not 'second'
        trackers.yaml   | party: first                        | party: third                    | trackers.yaml:4: a tracker of a third party needs `hosts`
        trackers.yaml   | lifetime: session                   | lifetime: P1D                   | trackers.yaml:7: what is in session storage ends with the session
        trackers.yaml   | hosts: [counter.example]            | hosts: [.counter.example]       | trackers.yaml:14: '.counter.example' is not a host such as cdn.example.eu
        trackers.yaml   | hosts: [counter.example]            | hosts: [counter]                | trackers.yaml:14: 'counter' is not a host
        trackers.yaml   | names: [crumb_count, crumb_count_*] | names: [crumb_count, c*]        | trackers.yaml:12: 'c*' cannot recognise a tracker
        trackers.yaml   | names: [crumb_count, crumb_count_*] | names: [crumbs, crumbs]         | trackers.yaml:12: 'crumbs' stands twice in `names`
        trackers.yaml   | name: warm                          | name: warm and cosy             | trackers.yaml:2: 'warm and cosy' cannot recognise a tracker
        trackers.yaml   | trackers:                           | trackers: none                  | trackers.yaml:2: is not YAML
        """)
    void whatIsWrongIsToldWithFileAndLine(String file, String right, String wrong, String told) throws IOException {
        replace(file, right, wrong);

        assertThatThrownBy(this::read).isInstanceOf(InvalidRegister.class).hasMessageContaining(told);
    }

    @Test
    void everyProblemIsToldAtOnce() throws IOException {
        replace("sites.yaml", "mode: inform", "mode: tell");
        replace("trackers.yaml", "lifetime: session", "lifetime: for ever");

        assertThatThrownBy(this::read).hasMessageContaining("sites.yaml:10:").hasMessageContaining("trackers.yaml:7:");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(controllers.resolve("tulip-bakery").resolve("trackers.yaml"));

        assertThatThrownBy(this::read).hasMessageContaining("trackers.yaml: there is no such file");
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        Files.write(controllers.resolve("tulip-bakery").resolve("trackers.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, (byte) 0xE9});

        assertThatThrownBy(this::read).hasMessageContaining("trackers.yaml: is not UTF-8");
    }

    @Test
    void aMissingControllerIsNamed() {
        assertThatThrownBy(() -> RegisterFolder.read(controllers, "nobody", SPOKEN)).hasMessageContaining("nobody: there is no such folder");
    }

    @Test
    void anEmptyFileIsNoRegister() throws IOException {
        Files.writeString(controllers.resolve("tulip-bakery").resolve("purposes.yaml"), "# nothing\n");

        assertThatThrownBy(this::read).hasMessageContaining("purposes.yaml:1: should hold `name: value` lines");
    }

    @Test
    void aFileThatUnfoldsWithoutEndIsRefused() throws IOException {
        Files.writeString(controllers.resolve("tulip-bakery").resolve("purposes.yaml"),
                "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\npurposes: *b\n");

        assertThatThrownBy(this::read).isInstanceOf(InvalidRegister.class);
    }

    private CookieRegister read() {
        return RegisterFolder.read(controllers, "tulip-bakery", SPOKEN);
    }

    private void replace(String file, String right, String wrong) throws IOException {
        var path = controllers.resolve("tulip-bakery").resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(right);
        Files.writeString(path, text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
    }
}
