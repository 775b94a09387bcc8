package eu.volens.eventstore.erasure;

import eu.volens.eventstore.LockedLog;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldLifted;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonEvent.PersonErased;
import eu.volens.eventstore.erasure.PersonEvent.Purged;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases persons, and keeps whom the law wants kept. An erasure is one transaction, alone on the log: what others were about to seal for
 * the person is in the log by then and goes, or is refused afterwards. Before that transaction commits, the person stands in the list of
 * destroyed keys: a crash in between leaves an erasure that is completed at the next start. Safe for many threads and instances.
 */
public final class Erasure {

    /** Who replays. */
    public static final String SYSTEM = "system";
    private static final int HOLD_TRIES_MAX = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    private final PostgresEventStorageEngine log;
    private final PersonKeys keys;
    private final DestroyedKeys destroyed;
    private final List<PersonalRows> tables;
    private final Supplier<UUID> newIds;
    private final InstantSource clock;

    private Erasure(PostgresEventStorageEngine log, PersonKeys keys, DestroyedKeys destroyed, List<PersonalRows> tables, Supplier<UUID> newIds,
            InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.destroyed = destroyed;
        this.tables = List.copyOf(tables);
        this.newIds = newIds;
        this.clock = clock;
    }

    /**
     * Replays the list of destroyed keys, and is ready when nobody on it is left in the database. Nothing may be served before it returns.
     *
     * @param tables what the service keeps of persons beside the log
     * @param newIds random ids
     * @throws DestroyedKeysException when the list cannot be read
     */
    public static Erasure start(PostgresEventStorageEngine log, PersonKeys keys, DestroyedKeys destroyed, List<PersonalRows> tables,
            Supplier<UUID> newIds, InstantSource clock) {
        Erasure erasure = new Erasure(log, keys, destroyed, tables, newIds, clock);
        erasure.replay();
        return erasure;
    }

    private void replay() {
        Set<PersonId> listed = destroyed.all();
        List<PersonId> back = listed.isEmpty() ? List.of() : log.alone(locked -> withoutCertificate(locked.connection(), listed));
        for (PersonId person : back) {
            log.alone(locked -> isErased(stateOf(locked, person)) ? 0L : destroy(locked, person, null, SYSTEM, true));
            forgetKey(person);
        }
        if (!back.isEmpty()) {
            LOG.warn("{} erased persons were in the database again, or half erased; they are erased now", back.size());
        }
    }

    private static List<PersonId> withoutCertificate(Connection connection, Set<PersonId> listed) throws SQLException {
        List<PersonId> without = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT person FROM unnest(?::uuid[]) AS listed (person) WHERE NOT EXISTS (
                    SELECT 1 FROM event_log WHERE stream = listed.person AND type = 'person.erased/1')""")) {
            query.setArray(1, connection.createArrayOf("uuid", listed.stream().map(PersonId::value).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    without.add(new PersonId(row.getObject(1, UUID.class)));
                }
            }
        }
        return without;
    }

    private static boolean isErased(PersonState state) {
        return state instanceof PersonState.Erased;
    }

    /** Where the person stands, with the reasons of holds as far as they can be read. */
    public PersonState of(PersonId person) {
        return PersonState.of(events(log.stream(person.toString())));
    }

    private static List<PersonEvent> events(List<RecordedEvent> recorded) {
        return recorded.stream().map(event -> (PersonEvent) event.payload()).toList();
    }

    /** A certificate and where it stands in the log: its number. */
    public record Certificate(long position, PersonErased erased) {}

    /** The first certificate of the person; empty while they are kept. */
    public Optional<Certificate> certificate(PersonId person) {
        return certificate(log.stream(person.toString()));
    }

    private static Optional<Certificate> certificate(List<RecordedEvent> events) {
        return events.stream().filter(event -> event.payload() instanceof PersonErased)
                .map(event -> new Certificate(event.position(), (PersonErased) event.payload())).findFirst();
    }

    /**
     * Keeps the person from being erased. Placing the same hold again does nothing.
     *
     * @param hold random id of the hold
     * @param by   account id
     * @throws PersonRefusedException when the person was erased
     */
    public void placeHold(PersonId person, UUID hold, HoldGround ground, String reason, String by) {
        decide(person, state -> PersonDecisions.mayPlaceHold(state, hold)
                ? new LegalHoldPlaced(person, hold, ground, Personal.of(reason), by, clock.instant()) : null);
    }

    /** @throws PersonRefusedException when no such hold stands */
    public void liftHold(PersonId person, UUID hold, String by) {
        decide(person, state -> {
            PersonDecisions.checkLifting(state, hold);
            return new LegalHoldLifted(person, hold, by, clock.instant());
        });
    }

    private void decide(PersonId person, Function<PersonState, @Nullable PersonEvent> decision) {
        for (int tries = 1;; tries++) {
            List<RecordedEvent> before = log.stream(person.toString());
            PersonEvent event = decision.apply(PersonState.of(events(before)));
            try {
                if (event != null) {
                    log.appendEvents(List.of(new GenericDomainEventMessage<>("person", person.toString(), before.size(), event)));
                }
                return;
            } catch (ConcurrencyException somebodyWasFaster) {
                if (tries == HOLD_TRIES_MAX) {
                    throw somebodyWasFaster;
                }
            }
        }
    }

    /**
     * Erases the person. Erasing again gives the first certificate.
     *
     * @param reference what it was decided in, without personal data; may be null
     * @param by        account id
     * @throws PersonRefusedException  while a hold stands, with its ground and reason
     * @throws DestroyedKeysException  when the list could not be written; nothing was erased yet
     * @throws LogUnavailableException when the database failed: whether the person was erased shows at the next try, at the latest at the next start
     */
    public Certificate erase(PersonId person, @Nullable String reference, String by) {
        try {
            log.alone(locked -> PersonDecisions.mayErase(stateOf(locked, person)) ? destroy(locked, person, reference, by, false) : 0L);
        } catch (PersonRefusedException onHold) {
            // Under the lock no key was asked for: the reason is read here.
            PersonDecisions.mayErase(of(person));
            throw onHold;
        }
        forgetKey(person);
        return certificate(person).orElseThrow();
    }

    private static PersonState stateOf(LockedLog locked, PersonId person) throws SQLException {
        return PersonState.of(events(locked.stream(person.value())));
    }

    private long destroy(LockedLog locked, PersonId person, @Nullable String reference, String by, boolean replayed) throws SQLException {
        Instant at = locked.now();
        UUID key = destroyKey(locked.connection(), person);
        List<Purged> purged = new ArrayList<>();
        purged.add(new Purged("event_log", purgeEvents(locked.connection(), person)));
        for (PersonalRows table : tables) {
            purged.add(new Purged(table.name(), table.purge(locked.connection(), person)));
        }
        long position = locked.append(person.value(), new PersonErased(person, key, reference, by, purged, replayed, at));
        // Last of all, and before the commit: whoever is erased in any database that may come back stands in the list.
        destroyed.add(person, at);
        return position;
    }

    private UUID destroyKey(Connection connection, PersonId person) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                INSERT INTO person_key AS known (person, key_id, destroyed_at) VALUES (?, ?, now())
                ON CONFLICT (person) DO UPDATE SET wrapped = NULL, master_key = NULL, destroyed_at = coalesce(known.destroyed_at, now())
                RETURNING key_id""")) {
            update.setObject(1, person.value());
            update.setObject(2, newIds.get());
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private static long purgeEvents(Connection connection, PersonId person) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE event_log SET sealed = NULL WHERE person = ? AND sealed IS NOT NULL")) {
            update.setObject(1, person.value());
            return update.executeUpdate();
        }
    }

    /** The key is gone from the table; whoever remembers it elsewhere is told too. */
    private void forgetKey(PersonId person) {
        keys.destroy(person);
    }
}
