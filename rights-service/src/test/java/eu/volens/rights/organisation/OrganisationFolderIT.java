package eu.volens.rights.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationFolderIT {

    private static final Path SHIPPED = Path.of("..", "controllers", "belgian-mobile-id");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theShippedControllerIsWholeInFourLanguages() {
        Organisation organisation = OrganisationFolder.read(SHIPPED);

        assertThat(organisation.mail()).isEqualTo("privacy@itsme.be");
        assertThat(organisation.mailDomain()).isEqualTo("itsme.be");
        assertThat(organisation.languages()).containsExactly("fr", "nl", "de", "en");
        assertThat(organisation.rules().holders()).extracting(Organisation.Holder::id).containsExactly("consent-ledger");
        assertThat(organisation.rules().downloadLink()).isEqualTo(Duration.ofDays(7));
        assertThat(organisation.rules().internalTarget()).isEqualTo(Period.ofDays(7));
        assertThat(organisation.purposes().get("marketing").in("fr")).isEqualTo("Marketing");
        assertThat(organisation.areas().get("itsme-id/business").in("de")).isEqualTo("Für Unternehmen");
        assertThat(organisation.languageOr("it")).isEqualTo("fr");
        assertThat(organisation.languageOr("de")).isEqualTo("de");
    }

    @Test
    void anInventedControllerOfTwoLanguagesWorksAsWell() {
        Organisation bakery = OrganisationFolder.read(Path.of("src/test/resources/controllers/tulip-bakery"));

        assertThat(bakery.name()).isEqualTo("Tulip Bakery");
        assertThat(bakery.languages()).isEqualTo(List.of("nl", "en"));
        assertThat(bakery.recipients()).isEmpty();
        assertThat(bakery.rules().escalation()).isEqualTo(Organisation.Escalation.NOBODY);
        assertThat(bakery.rules().waits()).isEqualTo(Organisation.Waits.USUAL);
    }

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', value = {
            "rights.yaml     | downloadLink: P7D          | downloadLink: P8D     | longer than seven days",
            "rights.yaml     | calendar: BE-legal-10/1    | calender: BE          | calender",
            "rights.yaml     | '  retention:'             | '  retentoin:'        | retentoin",
            "rights.yaml     | 'de: Sie können sich auch' | 'it: Sie können'      | remedy is missing in de",
            "rights.yaml     | internalTarget: P7D        | internalTarget: P1M   | internalTarget is not between P0D and P27D: P1M",
            "rights.yaml     | dpo@itsme.be               | privacy@itsme.be      | is the privacy mailbox, where a reminder would open a case",
            "rights.yaml     | dpo@itsme.be               | dpo                   | escalation: not a mail address: dpo",
            "rights.yaml     | bounce: P5D                | bounce: PT0S          | waits.bounce is not longer than nothing",
            "rights.yaml     | identityLink: P14D         | identityLink: a while | rights.yaml line",
            "controller.yaml | zone: Europe/Brussels      | zone: Europe/Bruges   | not an IANA time zone",
            "controller.yaml | mail: privacy@itsme.be     | mail: privacy         | not a mail address"})
    void aMistakeIsNamedWithItsFile(String file, String words, String otherWords, String complaint) throws IOException {
        for (String name : List.of("controller.yaml", "rights.yaml", "sites.yaml", "purposes.yaml")) {
            Files.copy(SHIPPED.resolve(name), folder.resolve(name));
        }
        Path mistaken = folder.resolve(file);
        String text = Files.readString(mistaken);
        assertThat(text).contains(words);
        Files.writeString(mistaken, text.replace(words, otherWords));

        assertThatThrownBy(() -> OrganisationFolder.read(folder)).isInstanceOf(InvalidOrganisation.class)
                .hasMessageContaining(file).hasMessageContaining(complaint);
    }

    @Test
    void aMissingFolderSaysWhichSettingToLookAt() {
        assertThatThrownBy(() -> OrganisationFolder.read(folder.resolve("nobody"))).hasMessageContaining("volens.controllers-dir");
    }
}
