package eu.volens.rights.mailbox;

import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.mailbox.SentLetters.Sent;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which case a message belongs to (RFC 5322, section 3.6.4): by the id of a letter of ours, which nobody can guess; by the id of a message
 * of theirs; by a case number, which anybody can. None of them counts unless the sender is the person of that case: otherwise the message
 * only seems to belong there, and a human decides. Cases of people who were erased are not found.
 */
final class Threads {

    /** By what a message is known to belong to a case, the strongest first. */
    enum How {
        LETTER, REFERENCES, CASE_NUMBER;

        /** As in events and tables, such as {@code case-number}. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param sameSender false when the message only seems to belong there */
    record Place(UUID caseId, How how, boolean sameSender) {}

    private record Found(UUID caseId, PersonId person, How how) {}

    private static final Pattern CASE_NUMBER = Pattern.compile("(?<![0-9A-Za-z-])20[0-9]{2}-[0-9]{6,9}(?![0-9A-Za-z-])");
    private static final int CASE_NUMBERS_MAX = 20;

    private final JdbcClient database;
    private final SentLetters letters;
    private final LookupKey lookup;
    private final PersonKeys keys;

    Threads(JdbcClient database, SentLetters letters, LookupKey lookup, PersonKeys keys) {
        this.database = database;
        this.letters = letters;
        this.lookup = lookup;
        this.keys = keys;
    }

    /** @param sender whose address the message came from */
    Optional<Place> of(ReadMail mail, PersonId sender) {
        List<String> newestFirst = mail.references().reversed();
        List<Found> found = Stream.of(byLetter(newestFirst), byReference(newestFirst), byNumber(mail)).flatMap(List::stream).toList();
        Set<PersonId> known = keys.find(found.stream().map(Found::person).collect(Collectors.toSet())).keySet();
        List<Place> places = found.stream().filter(place -> known.contains(place.person()))
                .map(place -> new Place(place.caseId(), place.how(), place.person().equals(sender))).toList();
        return places.stream().filter(Place::sameSender).findFirst().or(() -> places.stream().findFirst());
    }

    private List<Found> byLetter(List<String> ids) {
        return inOrder(ids, letters.withIds(ids), Sent::messageId).stream()
                .map(sent -> new Found(sent.caseId(), sent.person(), How.LETTER)).toList();
    }

    private List<Found> byReference(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        record Kept(String hash, Found found) {}
        List<byte[]> hashes = ids.stream().map(id -> lookup.hmac("message-id", id)).toList();
        return inOrder(hashes.stream().map(HexFormat.of()::formatHex).toList(), database.sql("""
                SELECT message_id_hmac, CASE state WHEN 'case' THEN case_id ELSE about_case END, person FROM incoming_mail
                WHERE message_id_hmac = ANY (?) AND state IN ('case', 'joined') ORDER BY received_at DESC, mail_id""")
                .param(hashes.toArray(byte[][]::new)).query((row, i) -> new Kept(HexFormat.of().formatHex(row.getBytes(1)),
                        new Found(row.getObject(2, UUID.class), new PersonId(row.getObject(3, UUID.class)), How.REFERENCES))).list(), Kept::hash)
                .stream().map(Kept::found).toList();
    }

    /** From the inbox's list, which may lag a moment behind: a case is acknowledged, and its number known, after that. */
    private List<Found> byNumber(ReadMail mail) {
        List<String> numbers = CASE_NUMBER.matcher(mail.subject() + "\n" + mail.text()).results().map(MatchResult::group).distinct()
                .limit(CASE_NUMBERS_MAX).toList();
        if (numbers.isEmpty()) {
            return List.of();
        }
        record Numbered(String number, Found found) {}
        return inOrder(numbers, database.sql("SELECT case_number, case_id, person FROM case_list WHERE case_number = ANY (?)")
                .param(numbers.toArray(String[]::new)).query((row, i) -> new Numbered(row.getString(1), new Found(row.getObject(2, UUID.class),
                        new PersonId(row.getObject(3, UUID.class)), How.CASE_NUMBER))).list(), Numbered::number).stream()
                .map(Numbered::found).toList();
    }

    private static <T> List<T> inOrder(List<String> names, Collection<T> found, Function<T, String> name) {
        Map<String, T> byName = found.stream().collect(Collectors.toMap(name, Function.identity(), (first, second) -> first));
        return names.stream().map(byName::get).flatMap(Stream::ofNullable).toList();
    }
}
