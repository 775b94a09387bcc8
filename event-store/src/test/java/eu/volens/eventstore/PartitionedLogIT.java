package eu.volens.eventstore;

import static eu.volens.eventstore.EventStorageEngineContract.newStream;
import static eu.volens.eventstore.EventStorageEngineContract.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/OPERATING.md says about partitions, done as it says, under two instances that go on writing. */
class PartitionedLogIT {

    private static final Path ROOT = Path.of(System.getProperty("volens.root", ".."));
    private static final Pattern FENCED = Pattern.compile("(?ms)^```sql\n(.*?)^```$");
    private static final int BOUND = 40;
    private static final int NEXT_BOUND = 90;

    private final SecureRandom random = new SecureRandom();
    private final DataSource database = TestDatabase.create();

    @Test
    void theDocumentedStepsSplitTheLogAndTwoInstancesRaceAcrossTheBoundary(@TempDir Path folder) throws Exception {
        PersonKeys keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        try (PostgresEventStorageEngine one = start(keys); PostgresEventStorageEngine other = start(keys)) {
            List<String> streams = IntStream.range(0, 30).mapToObj(i -> newStream()).toList();
            streams.forEach(stream -> one.appendEvents(returned(stream, 0, "before")));
            other.appendEvents(returned(newStream(), 0, "before"));

            List<String> steps = documented();
            assertThat(steps).hasSize(7);
            for (String step : steps) {
                TestDatabase.run(database, step);
            }

            assertThat(race(one, other, streams, 1)).isEqualTo(30);
            assertThat(race(one, other, streams, 2)).isEqualTo(30);
            assertThat(one.read(0, 1_000)).extracting(RecordedEvent::position)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 91).boxed().toList());
            assertThat(ask("SELECT count(*) FROM event_log_1")).isEqualTo(BOUND - 1);
            assertThat(ask("SELECT count(*) FROM event_log_2")).isEqualTo(NEXT_BOUND - BOUND);
            assertThat(ask("SELECT count(*) FROM event_log_3")).isEqualTo(2);
            assertThat(streams).allSatisfy(stream ->
                    assertThat(other.stream(stream)).extracting(RecordedEvent::sequence).containsExactly(0L, 1L, 2L));

            assertThatThrownBy(() -> other.appendEvents(returned(streams.getFirst(), 0, "long taken, in another partition")))
                    .isInstanceOf(ConcurrencyException.class);
            assertThatThrownBy(() -> TestDatabase.run(database, """
                    INSERT INTO event_log SELECT 89 + 10, recorded_at, stream, sequence, type, open FROM event_log WHERE position = 91"""))
                    .hasMessageContaining("event_log_3_stream_sequence_key");
        }
        try (PostgresEventStorageEngine again = start(keys)) {
            assertThat(again.head()).isEqualTo(91);
        }
    }

    private PostgresEventStorageEngine start(PersonKeys keys) {
        return PostgresEventStorageEngine.start(database, LoanEvent.TYPES, keys, random, InstantSource.system());
    }

    /** The statements of the section, with bounds that a test reaches. */
    private static List<String> documented() throws Exception {
        String text = Files.readString(ROOT.resolve("docs/OPERATING.md"));
        String section = text.substring(text.indexOf("## The event log's table"));
        int next = section.indexOf("\n## ");
        Matcher blocks = FENCED.matcher(next < 0 ? section : section.substring(0, next));
        List<String> steps = new ArrayList<>();
        while (blocks.find()) {
            steps.add(blocks.group(1).replace("200000000", "" + BOUND).replace("400000000", "" + NEXT_BOUND));
        }
        return steps;
    }

    private static int race(PostgresEventStorageEngine one, PostgresEventStorageEngine other, List<String> streams, long sequence)
            throws Exception {
        List<Callable<Boolean>> commands = new ArrayList<>();
        streams.forEach(stream -> List.of(one, other).forEach(instance -> commands.add(() -> {
            try {
                instance.appendEvents(returned(stream, sequence, "mine"));
                return true;
            } catch (ConcurrencyException somebodyElse) {
                return false;
            }
        })));
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> outcome : threads.invokeAll(commands)) {
                won += outcome.get() ? 1 : 0;
            }
        }
        return won;
    }

    private long ask(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
