package eu.volens.ledger.foreign;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where the rows of one stamp rest in the log. */
final class ForeignStream {

    private ForeignStream() {}

    /**
     * Made from the stamp, which is random, so that rows find each other. Never equal to a visitor's record: those are version 4.
     */
    static UUID of(String site, String source, String stamp) {
        return UUID.nameUUIDFromBytes(("volens foreign consent\n" + site + "\n" + source + "\n" + stamp).getBytes(StandardCharsets.UTF_8));
    }
}
