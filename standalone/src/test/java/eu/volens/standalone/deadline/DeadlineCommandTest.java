package eu.volens.standalone.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.VolensLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeadlineCommandTest {

    @Test
    void everyStepIsToldWithItsRule() {
        VolensLine.Ended ended = VolensLine.run("deadline", "--received", "2026-01-31T10:00:00Z");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualToNormalizingNewlines("""
                Received on Saturday 31 January 2026
                Due on Monday 2 March 2026; late from 2026-03-02T23:00:00Z
                Wanted by Friday 20 February 2026, the internal target
                If extended: due on Thursday 30 April 2026

                How it is counted:
                  2026-01-31T10:00:00Z is Saturday 31 January 2026 in Europe/Brussels: the day of receipt
                      Article 12(3) GDPR; EDPB Guidelines 01/2022, paragraph 159
                  one month from the day of receipt, which is not skipped: Saturday 28 February 2026
                      Article 12(3) GDPR; Regulation 1182/71, Article 3(2)(c); C-171/03 Toeters
                  February 2026 has no day 31, so its last day: Saturday 28 February 2026
                      Regulation 1182/71, Article 3(2)(c)
                  Saturday 28 February 2026 is a Saturday: on to Sunday 1 March 2026
                      Regulation 1182/71, Article 3(4)
                  Sunday 1 March 2026 is a Sunday: on to Monday 2 March 2026
                      Regulation 1182/71, Article 3(4)
                  to the last hour of Monday 2 March 2026: late from 2026-03-02T23:00:00Z
                      Regulation 1182/71, Article 3(2)(c)

                Calendar BE-legal-10/1: Act of 4 January 1974 on public holidays; Royal Decree of 18 April 1974, Article 1
                """);
    }

    @Test
    void aHolidayIsNamedAndTheExtensionIsCountedFromTheReceipt() {
        assertThat(VolensLine.run("deadline", "--received=2026-03-05").out())
                .contains("Monday 6 April 2026 is Easter Monday: on to Tuesday 7 April 2026", "If extended: due on Friday 5 June 2026");
        assertThat(VolensLine.run("deadline", "--received=2026-01-31", "--extended").out())
                .contains("Due on Thursday 30 April 2026; late from 2026-04-30T22:00:00Z", "Without the extension: due on Monday 2 March 2026",
                        "3 months from the day of receipt");
    }

    @Test
    void aPauseIsShownBesideTheLawsDay() {
        String out = VolensLine.run("deadline", "--received", "2026-03-02T09:00:00Z", "--asked", "2026-03-04T09:00:00Z", "--answered",
                "2026-03-11T09:00:00Z").out();
        assertThat(out).contains("Due on Thursday 2 April 2026; late from 2026-04-02T22:00:00Z",
                "If the pause is accepted: due on Thursday 9 April 2026; no text of law says so", "7 days between question and answer");
        assertThat(VolensLine.run("deadline", "--received", "2026-03-02", "--asked", "2026-03-06", "--answered", "2026-03-11").out())
                .contains("If the pause is accepted: due on Thursday 2 April 2026", "pauses nothing (it was asked after Thursday 5 March 2026)");
    }

    @Test
    void programsReadTheSameInJson() {
        VolensLine.Ended ended = VolensLine.run("deadline", "--received", "2026-09-01T00:30:00+02:00", "--json", "--country", "BE");
        JsonNode json = JsonMapper.builder().build().readTree(ended.out());

        assertThat(json.propertyNames()).containsExactly("receivedOn", "extended", "dueOn", "lateFrom", "internalTarget", "dueIfExtendedOn", "steps",
                "zone", "calendar", "law", "source");
        assertThat(json.get("receivedOn").asString()).isEqualTo("2026-09-01");
        assertThat(json.get("dueOn").asString()).isEqualTo("2026-10-01");
        assertThat(json.get("lateFrom").asString()).isEqualTo("2026-10-01T22:00:00Z");
        assertThat(json.get("dueIfExtendedOn").asString()).isEqualTo("2026-12-01");
        assertThat(json.get("steps")).extracting(step -> step.get("rule").asString()).containsExactly("day-of-receipt", "one-month", "last-hour");
        JsonNode paused = JsonMapper.builder().build().readTree(VolensLine.run("deadline", "--received", "2026-03-02", "--asked", "2026-03-04",
                "--answered", "2026-03-11", "--json").out());
        assertThat(paused.get("dueOn").asString()).isEqualTo("2026-04-02");
        assertThat(paused.get("dueIfPausedOn").asString()).isEqualTo("2026-04-09");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "\"\"                                                     | Missing required option: '--received=INSTANT'",
            "--received yesterday                                     | 'yesterday' is no instant of the years 1975 to 2999; write it as 2026-08-31T22:30:00Z",
            "--received 2026-08-31T22:30:00                           | '2026-08-31T22:30:00' is no instant",
            "--received 2026-02-30                                    | '2026-02-30' is no instant",
            "--received 9999-12-31T00:00:00Z                          | is no instant of the years",
            "--received +1000000000-12-31T23:59:59Z                   | is no instant of the years",
            "--received 2026-08-31 --country XX                       | there is no calendar of 'XX'; there is one of BE",
            "--received 2026-08-31 --asked 2026-09-01                 | --asked and --answered belong together",
            "--received 2026-08-31 --asked 2026-09-02 --answered 2026-09-01 | in another order",
            "--received 2026-08-31 --colour                           | Unknown option: '--colour'"})
    void whatIsNotUnderstoodIsOneLine(String arguments, String complaint) {
        VolensLine.Ended ended = VolensLine.run(("deadline " + arguments).strip().split(" +"));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("volens: ").contains(complaint).endsWith("see volens deadline --help");
    }
}
