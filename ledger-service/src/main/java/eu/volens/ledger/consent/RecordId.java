package eu.volens.ledger.consent;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How the id of a consent record is written: a random UUID, version 4. */
public final class RecordId {

    private static final Pattern WRITTEN = Pattern.compile(ConsentBodies.RANDOM_UUID);

    private RecordId() {}

    /** @return empty for anything that cannot be a record's id */
    public static Optional<UUID> parse(String written) {
        return WRITTEN.matcher(written).matches() ? Optional.of(UUID.fromString(written.toLowerCase(Locale.ROOT))) : Optional.empty();
    }
}
