package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Where the ledger's own pages bring what a visitor decides on them: they have shown the policy themselves. Both answer when it is durable,
 * and throw an {@link org.springframework.web.ErrorResponseException} when nothing was recorded.
 */
@Component
public final class ConsentDesk {

    private final ConsentSender sender;
    private final Clock clock;

    ConsentDesk(ConsentSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Decides on every purpose that the area asks about.
     *
     * @param method        {@code accept-all}, {@code refuse-all} or {@code choose}
     * @param policyVersion of what the page showed
     * @param language      of the page
     * @param gpc           whether the browser sends Global Privacy Control
     * @param key           idempotency key of the page: sent twice, it counts once
     */
    public Receipt choose(UUID record, String site, String area, List<String> given, List<String> refused, String method,
            String policyVersion, String language, boolean gpc, UUID key) {
        return sender.send(new RecordDecision(record, site, area, given, refused, policyVersion, language, Layer.PREFERENCES,
                Method.of(method), Optional.empty(), evidence(gpc), key, now()));
    }

    /** Takes back everything that is given; needs no current policy. */
    public Receipt withdraw(UUID record, String site, String area, String language, boolean gpc, UUID key) {
        return sender.send(new WithdrawConsent(record, site, area, Optional.empty(), language, evidence(gpc), key, now()));
    }

    private static Evidence evidence(boolean gpc) {
        return new Evidence(gpc, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** To the microsecond: the finest the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
