package eu.volens.rights.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.organisation.InvalidOrganisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTemplatesIT {

    private static final Path SHIPPED = Path.of("..", "controllers", "belgian-mobile-id", "letters");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theShippedLettersExistInEveryLanguageAndSayTheSameInBothForms() {
        LetterTemplates templates = new LetterTemplates(SHIPPED, List.of("fr", "nl", "de", "en"));

        for (LetterKind kind : LetterKind.values()) {
            for (String language : List.of("fr", "nl", "de", "en")) {
                LetterTemplates.Rendered letter = templates.render(kind, language, mentions());
                assertThat(letter.subject()).contains("2026-000123");
                assertThat(letter.text()).doesNotContain("[(", "${", "&amp;", "&lt;");
                assertThat(letter.html()).contains("lang=\"" + language + "\"").contains("Rue de l&#39;Œuf &amp; &lt;Coq&gt;").doesNotContain("th:text");
                assertThat(letter.text()).contains("Rue de l'Œuf & <Coq>");
            }
        }
        assertThat(templates.render(LetterKind.ACKNOWLEDGEMENT, "nl", mentions()).html())
                .contains("<a href=\"https://privacy.example.eu/identity/abc\"");
    }

    private static Map<Mention, String> mentions() {
        Map<Mention, String> mentions = new EnumMap<>(Mention.class);
        for (Mention mention : Mention.values()) {
            mentions.put(mention, mention.variable());
        }
        mentions.put(Mention.CASE_NUMBER, "2026-000123");
        mentions.put(Mention.IDENTITY_LINK, "https://privacy.example.eu/identity/abc");
        mentions.put(Mention.CONTROLLER_ADDRESS, "Rue de l'Œuf & <Coq>");
        return mentions;
    }

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', value = {
            "answer/fr.txt          | [(${complaintLink})]  | ''                                  | the mandatory mention ${complaintLink} is missing",
            "answer/nl.txt          | [(${remedy})]         | rechtbank                           | the mandatory mention ${remedy} is missing",
            "acknowledgement/de.txt | [(${dueOn})]          | bald                                | the mandatory mention ${dueOn} is missing",
            "receipt/en.txt         | [(${caseNumber})]     | [(${identityLink})]                 | ${identityLink} is not declared for this letter",
            "receipt/en.txt         | [(${caseNumber})]     | [(${T(java.lang.Runtime).exec(1)})] | is not declared for this letter",
            "receipt/en.txt         | [(${caseNumber})]     | [[${caseNumber}]]                   | cannot be used",
            "receipt/en.txt         | [(${caseNumber})]     | [(@{/x})]                           | cannot be used",
            "refusal/en.txt         | [(${decisions})]      | Because we do not want to.          | the mandatory mention ${decisions} is missing",
            "extension/nl.txt       | [(${newDueOn})]       | binnenkort                          | the mandatory mention ${newDueOn} is missing",
            "recipient/de.txt       | [(${whoseData})]      | jemanden                            | the mandatory mention ${whoseData} is missing",
            "recipient/de.txt       | [(${whoseData})]      | [(${rights})]                       | ${rights} is not declared for this letter",
            "identity/en.txt        | [(${complaintLink})]  | '[# th:if=\"${question}\"][(${complaintLink})][/]' | the mandatory mention ${complaintLink} is missing",
            "identity/fr.txt        | Subject:              | Objet:                              | the first line must be"})
    void aLetterThatCannotBeSentIsFoundAtTheStart(String file, String words, String otherWords, String complaint) throws IOException {
        copyShipped();
        Path letter = folder.resolve(file);
        Files.writeString(letter, Files.readString(letter).replace(words, otherWords));

        assertThatThrownBy(() -> new LetterTemplates(folder, List.of("fr", "nl", "de", "en")))
                .isInstanceOf(InvalidOrganisation.class).hasMessageContaining(file).hasMessageContaining(complaint);
    }

    @Test
    void aLanguageWithoutALetterIsFoundAtTheStart() throws IOException {
        copyShipped();
        Files.delete(folder.resolve("answer/de.txt"));

        assertThatThrownBy(() -> new LetterTemplates(folder, List.of("fr", "nl", "de", "en"))).hasMessageContaining("answer/de.txt");
        new LetterTemplates(folder, List.of("fr", "nl", "en"));
    }

    @Test
    void theFormatSaysWhatEachLetterMustSay() throws IOException {
        Map<String, List<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "formats", "letters.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length == 4 && !cells[1].contains("-") && !cells[1].strip().equals("kind")) {
                documented.put(cells[1].strip(), Stream.of(cells[3].split(",")).map(String::strip).sorted().toList());
            }
        }
        Map<String, List<String>> checked = new TreeMap<>();
        for (LetterKind kind : LetterKind.values()) {
            checked.put(kind.wireName(), kind.mandatory().stream().map(Mention::variable).sorted().toList());
        }
        assertThat(documented).isEqualTo(checked);
    }

    private void copyShipped() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
