package eu.volens.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.UUID;

/** One running ledger with the shipped controller for all tests of a JVM that leave it as it is. Ends with the JVM. */
public final class SharedLedger {

    public static final RunningLedger LEDGER = start();

    private SharedLedger() {}

    private static RunningLedger start() {
        try {
            return new RunningLedger(Files.createTempDirectory("ledger"), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policy version of the shipped site. */
    public static String policyVersion() {
        return LEDGER.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
    }

    /** A decision of a new visitor of the business area, as a backend sends it: without a snapshot of what was shown. */
    public static String decision(String given, String refused) {
        return decision("business", given, refused, "choose", policyVersion(), UUID.randomUUID());
    }

    public static String decision(String area, String given, String refused, String method, String policyVersion, UUID idempotencyKey) {
        return """
                {"site": "itsme-id", "area": "%s", "policyVersion": "%s", "language": "fr", "layer": "second", "method": "%s",
                 "given": [%s], "refused": [%s], "idempotencyKey": "%s"}
                """.formatted(area, policyVersion, method, given, refused, idempotencyKey);
    }
}
