package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFactsTest {

    @Test
    void theyAreWrittenInOneWay() {
        ExportFacts facts = new ExportFacts(1000, 1999, 20_000);
        byte[] file = "{\"format\":\"volens-audit-export/1\",\"from\":1000,\"size\":20000,\"to\":1999}".getBytes(StandardCharsets.UTF_8);
        assertThat(facts.encode()).isEqualTo(file);
        assertThat(ExportFacts.parse(file)).isEqualTo(facts);
        assertThat(ExportFacts.parse(ExportFacts.whole(0).encode()).isWhole()).isTrue();
    }

    @Test
    void theyAreWrittenInTheSameDigitsWhereverTheServerStands() {
        Locale here = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(ExportFacts.parse(ExportFacts.whole(12).encode())).isEqualTo(ExportFacts.whole(12));
        } finally {
            Locale.setDefault(here);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"format\":\"volens-audit-export/2\",\"from\":1,\"size\":1,\"to\":1}",
        "{\"format\":\"volens-audit-export/1\",\"from\":0,\"size\":1,\"to\":1}", "{\"format\":\"volens-audit-export/1\",\"from\":2,\"size\":2,\"to\":1}",
        "{\"format\":\"volens-audit-export/1\",\"from\":1,\"size\":1,\"to\":2}", "{\"format\":\"volens-audit-export/1\",\"from\":01,\"size\":1,\"to\":1}",
        "{\"format\":\"volens-audit-export/1\",\"from\":1,\"size\":1,\"to\":1}\n",
        "{\"format\":\"volens-audit-export/1\",\"from\":1,\"size\":9223372036854775808,\"to\":1}"})
    void nothingElseIsTaken(String file) {
        assertThatThrownBy(() -> ExportFacts.parse(file.getBytes(StandardCharsets.UTF_8))).isInstanceOf(MalformedException.class);
    }

    @Test
    void wholeBundlesAroundTheRangeComeAlongAndWhatTheRootIsMadeOf() {
        ExportFacts facts = new ExportFacts(257, 512, 1_000);
        TreeTiles tree = new TreeTiles(1_000);
        assertThat(facts.firstEntry()).isEqualTo(256);
        assertThat(facts.endEntry()).isEqualTo(512);
        for (int index = 0; index < 4; index++) {
            assertThat(facts.has(TilePath.entries(index, tree.width(0, index)))).isEqualTo(index == 1);
            assertThat(facts.has(tree.path(0, index))).isEqualTo(index == 1 || index == 3);
        }
        assertThat(facts.has(tree.path(1, 0))).isTrue();
        assertThat(new ExportFacts(256, 513, 1_000).endEntry()).isEqualTo(768);
        assertThat(new ExportFacts(1_000, 1_000, 1_000).endEntry()).isEqualTo(1_000);
    }
}
