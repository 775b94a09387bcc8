package eu.volens.standalone.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    Path temporary;

    @Test
    void commitsAreDurableAndNobodyComesInWithoutThePassword() throws SQLException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("da ta")); EmbeddedDatabase database = EmbeddedDatabase.start(folder, new Random(1))) {
            assertThat(show(database, "fsync")).isEqualTo("on");
            assertThat(show(database, "synchronous_commit")).isEqualTo("on");
            assertThat(show(database, "full_page_writes")).isEqualTo("on");
            assertThat(show(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(database, "is_superuser")).isEqualTo("off");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aServerThatOutlivedItsStarterIsReplacedAndItsCommitsStay() throws Exception {
        DataFolder folder = DataFolder.open(temporary.resolve("data"));
        EmbeddedDatabase left = EmbeddedDatabase.start(folder, new Random(1));
        run(left, "CREATE TABLE kept (word text)");
        run(left, "INSERT INTO kept VALUES ('yes')");
        long pid = Long.parseLong(Files.readAllLines(folder.postgresql().resolve("postmaster.pid")).getFirst());
        folder.close();

        try (DataFolder again = DataFolder.open(temporary.resolve("data"))) {
            freeTheLibrarysOwnLock(left);
            try (EmbeddedDatabase database = EmbeddedDatabase.start(again, new Random(1))) {
                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
                assertThat(ask(database, "SELECT word FROM kept")).isEqualTo("yes");
            }
        }
    }

    /** A killed process loses its file locks; here the starter lives on in the same process, so the test lets go for it. */
    private static void freeTheLibrarysOwnLock(EmbeddedDatabase left) throws Exception {
        var server = EmbeddedDatabase.class.getDeclaredField("server");
        server.setAccessible(true);
        var stream = server.get(left).getClass().getDeclaredField("lockStream");
        stream.setAccessible(true);
        ((java.io.Closeable) stream.get(server.get(left))).close();
    }

    @Test
    void aDeadServersNumberThatNowIsAnotherProgramDoesNotKeepUsOut() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            EmbeddedDatabase.start(folder, new Random(1)).close();
            Files.writeString(folder.postgresql().resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + folder.postgresql() + "\n");
            EmbeddedDatabase.start(folder, new Random(1)).close();
        }
    }

    @Test
    void aServerThatIsKilledIsMissedAndOneThatIsAskedToEndIsNot() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            CompletableFuture<String> missed = new CompletableFuture<>();
            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, new Random(1))) {
                database.onBreakdown(() -> missed.complete("asked to end"));
            }
            EmbeddedDatabase killed = EmbeddedDatabase.start(folder, new Random(1));
            killed.onBreakdown(() -> missed.complete("killed"));
            ServerProcess.of(folder.postgresql()).orElseThrow().destroyForcibly();
            assertThat(missed.get(30, TimeUnit.SECONDS)).isEqualTo("killed");
            freeTheLibrarysOwnLock(killed);
        }
    }

    @Test
    void aDiskWithoutRoomIsSaidBeforeAnythingIsWritten() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThatThrownBy(() -> EmbeddedDatabase.refuseFullDisk(folder, Long.MAX_VALUE)).isInstanceOf(Refusal.class)
                    .hasMessageMatching("only \\d+ MB are free where .*data is, .*; make room, or choose another folder with --data DIR");
        }
    }

    private static String show(EmbeddedDatabase database, String setting) throws SQLException {
        return ask(database, "SHOW " + setting);
    }

    private static String ask(EmbeddedDatabase database, String question) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
