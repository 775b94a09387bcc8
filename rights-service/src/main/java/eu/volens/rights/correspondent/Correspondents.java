package eu.volens.rights.correspondent;

import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.lookup.LookupKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Who writes to us, by address. Safe for many threads and instances: of two at once, one person wins and both get it. */
public final class Correspondents {

    /** A person as they first wrote to us. */
    public record Correspondent(String address, String name) {}

    /** Addresses that are opened to compare one; the oldest first, so that nobody hides a person behind a crowd of others. */
    private static final int COMPARED_MAX = 50;
    /** Enough to tell words apart; a row per word is kept short. */
    private static final int LIKENESS_BYTES = 16;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient database;
    private final PersonVault vault;
    private final PersonKeys keys;
    private final LookupKey lookup;

    public Correspondents(JdbcClient database, PersonVault vault, PersonKeys keys, LookupKey lookup) {
        this.database = database;
        this.vault = vault;
        this.keys = keys;
        this.lookup = lookup;
    }

    public Optional<PersonId> find(MailAddress address) {
        return database.sql("SELECT person FROM correspondent WHERE address_hmac = ?").param(key(address))
                .query(UUID.class).optional().map(PersonId::new);
    }

    /**
     * The person of this address; the given one from now on when nobody wrote from it before.
     *
     * @param ifNew a random id that nobody else has
     */
    public PersonId findOrAdd(MailAddress address, String name, PersonId ifNew, Instant at) {
        Optional<PersonId> known = find(address);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] sealed = vault.seal(ifNew, context(ifNew), JSON.writeValueAsBytes(new Correspondent(address.text(), name)));
        int added = database.sql("INSERT INTO correspondent (person, address_hmac, sealed, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(ifNew.value(), key(address), sealed, at.atOffset(ZoneOffset.UTC)).update();
        if (added == 1) {
            database.sql("INSERT INTO correspondent_likeness (person, likeness_hmac) SELECT ?, unnest(?::bytea[]) ON CONFLICT DO NOTHING")
                    .params(ifNew.value(), likeness(address)).update();
        }
        return find(address).orElseThrow();
    }

    /**
     * Whether this person's address could be taken for that of somebody who was known before them. The addresses themselves stay sealed
     * but for the few that come into question.
     */
    public boolean looksLikeAnother(MailAddress address, PersonId person) {
        return database.sql("""
                SELECT other.person, other.sealed FROM correspondent other
                WHERE other.created_at < (SELECT created_at FROM correspondent WHERE person = ?)
                AND other.person IN (SELECT person FROM correspondent_likeness WHERE likeness_hmac = ANY (?::bytea[]))
                ORDER BY other.created_at LIMIT ?""")
                .params(person.value(), likeness(address), COMPARED_MAX)
                .query((row, i) -> correspondent(new PersonId(row.getObject(1, UUID.class)), row.getBytes(2))).list().stream()
                .flatMap(Optional::stream).flatMap(known -> MailAddress.of(known.address()).stream())
                .anyMatch(known -> LookAlike.isAlike(known, address));
    }

    private byte[][] likeness(MailAddress address) {
        return LookAlike.words(address).stream().map(word -> Arrays.copyOf(lookup.hmac("address-likeness", word), LIKENESS_BYTES)).toArray(byte[][]::new);
    }

    /** The names for a list: of whom has one, else the address. People who were erased are {@link Personal.Erased};
     * of whom no address is known, nothing is said. */
    public Map<PersonId, Personal<String>> names(Collection<PersonId> persons) {
        Map<PersonId, Personal<String>> names = new HashMap<>();
        Set<PersonId> kept = keys.find(Set.copyOf(persons)).keySet();
        persons.stream().filter(person -> !kept.contains(person)).forEach(erased -> names.put(erased, Personal.erased()));
        UUID[] ids = kept.stream().map(PersonId::value).toArray(UUID[]::new);
        database.sql("SELECT person, sealed FROM correspondent WHERE person = ANY (?)").param(ids).query((row, i) -> {
            PersonId person = new PersonId(row.getObject(1, UUID.class));
            names.put(person, open(person, row.getBytes(2)));
            return person;
        }).list();
        return names;
    }

    private Personal<String> open(PersonId person, byte[] sealed) {
        return correspondent(person, sealed)
                .map(known -> Personal.of(known.name().isBlank() ? known.address() : known.name()))
                .orElseGet(Personal::erased);
    }

    private Optional<Correspondent> correspondent(PersonId person, byte[] sealed) {
        return vault.open(person, context(person), sealed).map(bytes -> JSON.readValue(bytes, Correspondent.class));
    }

    private byte[] key(MailAddress address) {
        return lookup.hmac("address", address.folded());
    }

    private static String context(PersonId person) {
        return "correspondent:" + person;
    }
}
