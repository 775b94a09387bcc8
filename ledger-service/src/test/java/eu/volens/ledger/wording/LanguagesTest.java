package eu.volens.ledger.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        nl    | -                       | nl
        NL-be | en                      | nl
        de_AT | -                       | de
        es    | en                      | en
        -     | en;q=0.5,nl             | nl
        -     | es, de-BE;q=0.4, en;q=0 | de
        -     | en;q=0                  | fr
        -     | *                       | fr
        -     | ;;;q=banana             | fr
        -     | -                       | fr
        ../.. | -                       | fr
        """)
    void theWishInTheAddressComesFirstThenTheBrowserThenTheFirstLanguage(String wanted, String acceptLanguage, String spoken) {
        assertThat(Languages.choose(List.of("fr", "nl", "de", "en"), wanted, acceptLanguage)).isEqualTo(spoken);
    }
}
