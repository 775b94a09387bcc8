package eu.volens.rights.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.door.HandForm.Acting;
import eu.volens.rights.door.HandForm.Fault;
import eu.volens.rights.request.Doubt;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandFormTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    @ParameterizedTest
    @CsvSource({"2026-03-31, ''", "2026-03-30, ''", "2025-03-31, ''", "2026-04-01, DAY_IN_FUTURE", "2025-03-30, DAY_LONG_AGO", "'', DAY_IN_FUTURE",
            "31/03/2026, DAY_IN_FUTURE", "+999999999-12-31, DAY_IN_FUTURE"})
    void theDayItCameIsTodayOrNotLongAgo(String day, String fault) {
        assertThat(form("post", day, "L\u00e9a", "", "access", "", Acting.THEMSELVES).faults(TODAY))
                .isEqualTo(fault.isEmpty() ? Set.of() : Set.of(Fault.valueOf(fault)));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(form("mail", "2026-03-31", " ", "nowhere", "", " ", Acting.THEMSELVES).faults(TODAY))
                .containsExactly(Fault.CHANNEL_MISSING, Fault.NAME_MISSING, Fault.MAIL_UNUSABLE, Fault.NOTHING_ASKED);
    }

    @Test
    void whoActsWithoutAMandateIsDoubted() {
        assertThat(form("post", "2026-03-31", "L\u00e9a", "", "access", "", Acting.WITHOUT_MANDATE).content("At:").doubts()).containsExactly(Doubt.NO_MANDATE);
        assertThat(form("post", "2026-03-31", "L\u00e9a", "", "access", "", Acting.WITH_MANDATE).content("At:").doubts()).isEmpty();
    }

    @Test
    void howToReachThePersonStandsBelowTheWords() {
        assertThat(form("telephone", "2026-03-31", "L\u00e9a", "", "", "All of it.", Acting.THEMSELVES).content("To be reached at:").message())
                .isEqualTo("All of it.\n\nTo be reached at: Kerkstraat 1");
    }

    private static HandForm form(String channel, String day, String name, String mail, String right, String note, Acting acting) {
        return new HandForm(channel, day, List.of(right), name, mail, "Kerkstraat 1", "fr", acting, note);
    }
}
