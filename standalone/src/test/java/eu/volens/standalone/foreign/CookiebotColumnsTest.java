package eu.volens.standalone.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.standalone.foreign.CookiebotColumns.UnreadableRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiebotColumnsTest {

    private static final String KEY = "Zm9yZWlnbg==";

    private static CookiebotColumns columns(String... headings) {
        return CookiebotColumns.of(List.of(headings), null, null, null).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"Key|Date|State", "Consent key|Date (UTC)|Consent state", "stamp|utc|categories", "consent_id|Date and time|Consent status"})
    void columnsAreFoundByTheirHeadings(String headings) throws UnreadableRow {
        var read = columns(headings.split("\\|")).read(List.of(KEY, "2025-11-30 09:12:03", "necessary"));

        assertThat(read).isEqualTo(new CookiebotColumns.Choice(KEY, Instant.parse("2025-11-30T09:12:03Z"), List.of("necessary")));
    }

    @Test
    void columnsCanBeNamedAndWhatIsMissingIsMissed() {
        assertThat(CookiebotColumns.of(List.of("A", "B", "C"), "a", "b", "c")).isPresent();
        assertThat(CookiebotColumns.of(List.of("A", "B", "C"), "a", "b", "d")).isEmpty();
        assertThat(CookiebotColumns.of(List.of("Key", "Date", "IP"), null, null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-30T09:12:03Z", "2025-11-30 09:12:03", "2025-11-30 09:12:03.000 UTC", "1764493923000"})
    void timesAreReadYearFirstAndInUtc(String time) throws UnreadableRow {
        assertThat(columns("Key", "Date", "State").read(List.of(KEY, time, "necessary")).consentedAt()).isEqualTo(Instant.parse("2025-11-30T09:12:03Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        necessary,preferences                                                       | necessary preferences
        Necessary; Statistics                                                       | necessary statistics
        {stamp:'x',necessary:true,preferences:false,statistics:true,marketing:false} | necessary statistics
        necessary=1 marketing=0                                                     | necessary
        """)
    void choicesAreReadAsPairsOrAsLists(String state, String categories) throws UnreadableRow {
        assertThat(columns("Key", "Date", "State").read(List.of(KEY, "2025-11-30 09:12:03", state)).categories())
                .containsExactly(categories.split(" "));
    }

    @Test
    void choicesAreReadFromAColumnEach() throws UnreadableRow {
        var columns = columns("Key", "Date", "Necessary", "Preferences", "Statistics", "Marketing");

        assertThat(columns.read(List.of(KEY, "2025-11-30 09:12:03", "true", "no", "0", "Yes")).categories()).containsExactly("necessary", "marketing");
        assertThatThrownBy(() -> columns.read(List.of(KEY, "2025-11-30 09:12:03", "true", "perhaps", "0", "Yes"))).isInstanceOf(UnreadableRow.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -1           | 2025-11-30 09:12:03 | necessary  | nothing was pressed
        a b          | 2025-11-30 09:12:03 | necessary  | the key
        Zm9yZWlnbg== | 11/12/2025 09:12    | necessary  | the time
        Zm9yZWlnbg== | 2025-13-30 09:12:03 | necessary  | the time
        Zm9yZWlnbg== | 2025-11-30 09:12:03 | everything | the choice
        """)
    void whatCannotBeToldIsNotGuessed(String key, String time, String state, String why) {
        assertThatThrownBy(() -> columns("Key", "Date", "State").read(List.of(key, time, state))).isInstanceOf(UnreadableRow.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> columns("Key", "Date", "State").read(List.of(key))).isInstanceOf(UnreadableRow.class);
    }

    @Test
    void recordsMayHoldSeparatorsQuotesAndLines() throws IOException {
        var records = new CsvRecords(new BufferedReader(new StringReader("a;\"b;\"\"c\";d\n\"two\nlines\";e\nlast")), ';', 1);

        assertThat(records.next().orElseThrow()).isEqualTo(new CsvRecords.CsvRecord(2, Arrays.asList("a", "b;\"c", "d"), "a;\"b;\"\"c\";d"));
        assertThat(records.next().orElseThrow()).isEqualTo(new CsvRecords.CsvRecord(3, List.of("two\nlines", "e"), "\"two\nlines\";e"));
        assertThat(records.next().orElseThrow().line()).isEqualTo(5);
        assertThat(records.next()).isEmpty();
    }
}
