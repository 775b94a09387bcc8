package eu.volens.eventstore.transparency;

import eu.volens.eventstore.LogUnavailableException;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What witnesses signed: of each the last minute, and the last of all. */
final class Cosignatures {

    /** How old a cosigned checkpoint may be and still be shown in the place of a newer one that nobody cosigned yet. */
    static final int SHOWN_SECONDS_MAX = 10;
    private static final int KEPT_SECONDS = 60;

    private final DataSource dataSource;

    Cosignatures(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param at the database's time when it was the newest checkpoint */
    record Taken(SignedNote note, OffsetDateTime at) {

        long size() {
            return Checkpoint.parse(note.text()).size();
        }
    }

    /** The newest checkpoint as the log alone signed it. */
    Optional<Taken> take(TransparencyLog log) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT checkpoint, clock_timestamp() FROM log_tree WHERE checkpoint IS NOT NULL");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            SignedNote note = SignedNote.parse(row.getBytes(1));
            // A changed row must not reach a witness as if the log had said it.
            note.verify(List.of(log.verifierKey()));
            return Optional.of(new Taken(note, row.getObject(2, OffsetDateTime.class)));
        } catch (SQLException e) {
            throw new LogUnavailableException("The newest checkpoint cannot be read", e);
        }
    }

    /** @return the size of the last checkpoint that it signed; 0 when there is none */
    long lastSize(Witness witness) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT coalesce(max(size), 0) FROM log_cosignature WHERE witness = ?")) {
            query.setString(1, witness.key().vkey());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("Cosignatures cannot be read", e);
        }
    }

    /** Durable when it returns. When it fails, the witness is asked again; it answers with the size it signed. */
    void keep(Witness witness, Taken taken, NoteSignature cosignature) {
        try (Connection connection = dataSource.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO log_cosignature (witness, size, checkpoint, line, taken_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (witness, size) DO UPDATE SET checkpoint = EXCLUDED.checkpoint, line = EXCLUDED.line, taken_at = EXCLUDED.taken_at""")) {
                insert.setString(1, witness.key().vkey());
                insert.setLong(2, taken.size());
                insert.setBytes(3, taken.note().with(List.of(cosignature)).encode());
                insert.setString(4, cosignature.line());
                insert.setObject(5, taken.at());
                insert.executeUpdate();
            }
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM log_cosignature WHERE witness = ? AND size < ? AND taken_at < clock_timestamp() - make_interval(secs => ?)""")) {
                delete.setString(1, witness.key().vkey());
                delete.setLong(2, taken.size());
                delete.setInt(3, KEPT_SECONDS);
                delete.executeUpdate();
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("A cosignature cannot be stored", e);
        }
    }

    /**
     * The checkpoint that most witnesses signed, of several the largest, with their cosignatures. Empty also when that row was changed.
     *
     * @param freshOnly not older than may be shown
     */
    static Optional<SignedNote> best(Connection connection, VerifierKey log, boolean freshOnly) throws SQLException {
        Map<String, SignedNote> byText = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT checkpoint FROM log_cosignature
                WHERE NOT ? OR abs(extract(epoch FROM clock_timestamp() - taken_at)) <= ? ORDER BY size DESC, witness""")) {
            query.setBoolean(1, freshOnly);
            query.setInt(2, SHOWN_SECONDS_MAX);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    SignedNote note = SignedNote.parse(row.getBytes(1));
                    byText.merge(note.text(), note, (held, more) -> held.with(more.signatures()));
                }
            }
        }
        @Nullable SignedNote best = null;
        for (SignedNote note : byText.values()) {
            if (best == null || note.signatures().size() > best.signatures().size()) {
                best = note;
            }
        }
        return Optional.ofNullable(best).filter(note -> isBy(log, note));
    }

    private static boolean isBy(VerifierKey log, SignedNote note) {
        try {
            note.verify(List.of(log));
            return true;
        } catch (NoteRejectedException changed) {
            return false;
        }
    }
}
