package eu.volens.rights.consentrecord;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The consent record numbers a person typed or pasted, one per line or however they came. */
public sealed interface ConsentRecordIds {
    /** Far more than fifty numbers need. */
    int CHARACTERS_MAX = 8_000;

    Pattern SEPARATORS = Pattern.compile("[\\s,;]+");
    Pattern NUMBER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** All of them could be read. */
    record Read(Set<UUID> ids) implements ConsentRecordIds {}

    /** This one is no record number; shown back to the person, so it is short. */
    record Unreadable(String part) implements ConsentRecordIds {}

    /** More than may be attached. */
    record TooMany() implements ConsentRecordIds {}

    static ConsentRecordIds of(String text, int idsMax) {
        if (text.length() > CHARACTERS_MAX) {
            return new TooMany();
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (var part : SEPARATORS.split(text.strip())) {
            if (part.isEmpty()) {
                continue;
            }
            var id = id(part);
            if (id.isEmpty()) {
                return new Unreadable(part.length() > 40 ? part.substring(0, 40) + "…" : part);
            }
            ids.add(id.get());
        }
        return ids.size() > idsMax ? new TooMany() : new Read(ids);
    }

    static Optional<UUID> id(String part) {
        return NUMBER.matcher(part).matches() ? Optional.of(UUID.fromString(part)) : Optional.empty();
    }
}
