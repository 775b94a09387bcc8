package eu.volens.projections;

import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import eu.volens.wire.WireRecord;
import eu.volens.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Wire events as the write services tell them. */
public final class WireFixture {

    public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    public static final Duration LIFETIME = Duration.ofDays(365);
    public static final String SITE = "itsme-id";
    public static final String POLICY = "9f2c41d0";

    private WireFixture() {}

    public static ConsentDecided decided(UUID record, List<String> given, List<String> refused, Instant at) {
        String method = refused.isEmpty() ? "accept-all" : given.isEmpty() ? "refuse-all" : "choose";
        return new ConsentDecided(record, SITE, "business", given, refused, POLICY, "fr", "first", method, at, at.plus(LIFETIME));
    }

    public static ConsentWithdrawn withdrawn(UUID record, List<String> purposes, Instant at) {
        return new ConsentWithdrawn(record, SITE, "business", purposes, POLICY, at, at.plus(LIFETIME));
    }

    public static RequestReceived received(UUID caseId, String caseNumber, LocalDate dueOn) {
        return new RequestReceived(caseId, caseNumber, List.of("access"), "mail", "nl", NOON, dueOn);
    }

    public static RequestStepTaken step(UUID caseId, String caseNumber, String step, String status, String actor) {
        return step(caseId, caseNumber, step, status, actor, Map.of("holder", "consent-ledger"));
    }

    public static RequestStepTaken step(UUID caseId, String caseNumber, String step, String status, String actor, Map<String, String> facts) {
        return new RequestStepTaken(caseId, caseNumber, step, status, actor, NOON.plusSeconds(60), facts);
    }

    public static UUID policyStream(String site) {
        return UUID.nameUUIDFromBytes(site.getBytes(StandardCharsets.UTF_8));
    }

    /** In its envelope, as it comes out of a transport. */
    public static WireRecord record(WireEvent event, long position) {
        return switch (event) {
            case ConsentDecided told -> record(Topics.LEDGER, told.record(), position, told.decidedAt(), event);
            case ConsentWithdrawn told -> record(Topics.LEDGER, told.record(), position, told.withdrawnAt(), event);
            case ConsentExpired told -> record(Topics.LEDGER, told.record(), position, told.expiredAt(), event);
            case PolicyPublished told -> record(Topics.LEDGER, policyStream(told.site()), position, told.publishedAt(), event);
            case RequestReceived told -> record(Topics.RIGHTS, told.caseId(), position, told.receivedAt(), event);
            case RequestStepTaken told -> record(Topics.RIGHTS, told.caseId(), position, told.at(), event);
        };
    }

    private static WireRecord record(String topic, UUID stream, long position, Instant at, WireEvent event) {
        return new WireRecord(topic, stream.toString(), position, WireJson.typeOf(event), at, WireJson.write(event));
    }
}
