package eu.volens.standalone.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder on disk remembers how far its clock was set. */
class SetClockIT {

    private static final Instant TODAY = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path temporary = Path.of("");

    @Test
    void itShowsWhatWasAskedRunsOnAndMovesForwardOnly() {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Instant[] machine = {TODAY};
            SetClock clock = (SetClock) SetClock.of(folder, running(machine), Instant.parse("2027-03-01T09:00:00Z"));
            assertThat(clock.instant()).isEqualTo("2027-03-01T09:00:00Z");
            machine[0] = TODAY.plusSeconds(60);
            assertThat(clock.instant()).isEqualTo("2027-03-01T09:01:00Z");

            clock.moveTo(Instant.parse("2027-04-02T00:00:00Z"));
            assertThat(clock.instant()).isEqualTo("2027-04-02T00:00:00Z");
            assertThat(clock.withZone(ZoneId.of("Europe/Brussels")).instant()).isEqualTo("2027-04-02T00:00:00Z");
            for (String moment : new String[] {"2027-04-02T00:00:00Z", "2027-04-01T23:59:59Z", "3000-01-01T00:00:00Z"}) {
                assertThatThrownBy(() -> clock.moveTo(Instant.parse(moment))).isInstanceOf(SetClock.NotForward.class);
            }
            assertThat(clock.instant()).isEqualTo("2027-04-02T00:00:00Z");
        }
    }

    @Test
    void aRestartGoesOnWhereTheFoldersClockStands() {
        assertThat(startedWith("2027-03-01T09:00:00Z", TODAY)).isEqualTo("2027-03-01T09:00:00Z");
        Instant nextDay = TODAY.plus(Duration.ofDays(1));
        assertThat(startedWith("2027-03-01T09:00:00Z", nextDay)).as("the same command again does not go back").isEqualTo("2027-03-02T09:00:00Z");
        assertThat(startedWith("2027-06-01T09:00:00Z", nextDay)).isEqualTo("2027-06-01T09:00:00Z");
        assertThatThrownBy(() -> startedWith(null, nextDay)).isInstanceOf(Refusal.class)
                .hasMessageContaining("was set ahead").hasMessageContaining("--clock 2027-06-01T09:00:01Z");
    }

    @Test
    void aFolderThatLivedInTheMachinesTimeIsNotPutBack() {
        assertThat(startedWith(null, TODAY)).isEqualTo(TODAY);
        assertThat(temporary.resolve("data/clock")).doesNotExist();
        assertThat(startedWith("2026-01-31T10:00:00Z", TODAY)).isEqualTo(TODAY);
        assertThat(startedWith(null, TODAY)).as("and lives on in it").isEqualTo(TODAY);
    }

    @Test
    void aFolderThatBeganInThePastMayCatchUp() {
        assertThat(startedWith("2026-01-31T10:00:00Z", TODAY)).isEqualTo("2026-01-31T10:00:00Z");
        assertThat(startedWith(null, TODAY)).isEqualTo(TODAY);
    }

    @Test
    void anIllegibleNoteIsNamed() throws Exception {
        startedWith("2026-01-31T10:00:00Z", TODAY);
        Files.writeString(temporary.resolve("data/clock"), "tomorrow");
        assertThatThrownBy(() -> startedWith(null, TODAY)).isInstanceOf(Refusal.class).hasMessageContaining("PT720H");
    }

    private Instant startedWith(@Nullable String wanted, Instant machine) {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            return SetClock.of(folder, Clock.fixed(machine, ZoneOffset.UTC), wanted == null ? null : Instant.parse(wanted)).instant();
        }
    }

    private static Clock running(Instant[] machine) {
        return new Clock() {
            @Override
            public Instant instant() {
                return machine[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(machine[0], zone);
            }
        };
    }
}
