package eu.volens.ledger.policy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where the versions of a site's policy rest in the log: one stream per site. */
final class PolicyStream {

    private PolicyStream() {}

    /**
     * Made from the ids, which say nothing of any person; every instance finds the same stream. Never equal to a visitor's record: those
     * are random, and version 4.
     */
    static UUID of(String controllerId, String siteId) {
        return UUID.nameUUIDFromBytes(("volens policy\n" + controllerId + "\n" + siteId).getBytes(StandardCharsets.UTF_8));
    }
}
