package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLinksTest {

    private static final String SECRET = "Zk3vT-9q_LmX0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0";

    @ParameterizedTest
    @ValueSource(strings = {"> https://privacy.example.eu/identity/", "see <https://privacy.example.eu/download/", "/identity/",
            "https://filter.example/?url=https%3A%2F%2Fprivacy.example.eu%2Fidentity%2F", "https%3a%2f%2fprivacy.example.eu%2fdownload%2f"})
    void ofASecretThatIsQuotedOnlyTheBeginningIsShown(String before) {
        String masked = SecretLinks.masked("Hello,\n" + before + SECRET + "/withdraw\n\nbye");

        assertThat(masked).isEqualTo("Hello,\n" + before + "Zk3v\u2026/withdraw\n\nbye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my identity/passport", "https://shop.example/downloads/catalogue.pdf", "https://shop.example/identity"})
    void otherWordsStay(String text) {
        assertThat(SecretLinks.masked(text)).isEqualTo(text);
    }

    @Test
    void aPageShowsNoSecretEither() {
        String link = "https://privacy.example.eu/identity/" + SECRET;

        String shown = SafeHtml.of("<p>" + link + "</p><a href='" + link + "'>press here</a><a href='" + link + "'>" + link + "</a>").document();

        assertThat(shown).doesNotContain(SECRET.substring(4)).contains("press here", "/identity/Zk3v\u2026");
    }
}
