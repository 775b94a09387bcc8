package eu.volens.rights.delivery;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.letter.Outbox;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.round.Trouble;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Downloads} over the packages kept. The link is claimed for the time of a hand-over; a process that dies meanwhile leaves a claim
 * that runs out, and the person can try again.
 */
public final class OneTimeDownloads implements Downloads {

    /** The slowest line that still gets a few megabytes through. */
    private static final Duration HAND_OVER_AT_MOST = Duration.ofMinutes(10);
    private static final String MEDIA_TYPE = "application/zip";

    private static final Logger LOG = LoggerFactory.getLogger(OneTimeDownloads.class);

    private final DownloadLinkTable links;
    private final Packages packages;
    private final CaseLog cases;
    private final Outbox outbox;
    private final CommandGateway commands;
    private final Clock clock;

    public OneTimeDownloads(DownloadLinkTable links, Packages packages, CaseLog cases, Outbox outbox, CommandGateway commands, Clock clock) {
        this.links = links;
        this.packages = packages;
        this.cases = cases;
        this.outbox = outbox;
        this.commands = commands;
        this.clock = clock;
    }

    private record Found(DownloadLinkTable.Row link, CaseFacts facts, Packages.Row parcel) {}

    @Override
    public Answer look(String token) {
        return find(token).map(this::answer).orElseGet(Unknown::new);
    }

    private Optional<Found> find(String token) {
        return links.find(token).flatMap(link -> cases.find(link.caseId())
                .flatMap(facts -> packages.find(link.caseId()).map(parcel -> new Found(link, facts, parcel))));
    }

    private Answer answer(Found found) {
        String language = found.facts().language();
        String number = found.facts().caseNumber();
        if (found.link().revoked()) {
            return new Expired(language, number);
        }
        if (found.parcel().takenAt() != null) {
            return new Gone(language, number, found.parcel().takenAt());
        }
        // The links of a case that was closed otherwise or reopened are revoked soon after; they open nothing meanwhile either.
        if (!isAnswered(found.facts()) || found.parcel().sealed() == null
                || found.parcel().sha256() == null || !clock.instant().isBefore(found.link().expiresAt())) {
            return new Expired(language, number);
        }
        return new Ready(language, number, fileName(number), found.parcel().sizeBytes(), found.parcel().sha256(), found.link().expiresAt());
    }

    /** Also when the case does not know yet that its answer left, or was told that it came back: who has the link has had it. */
    private static boolean isAnswered(CaseFacts facts) {
        return switch (facts.status()) {
            case APPROVED, ANSWERED, UNDELIVERED -> true;
            case CLOSED -> facts.outcome() == Outcome.ANSWERED;
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED, COLLECTING, IN_REVIEW -> false;
        };
    }

    private static String fileName(String caseNumber) {
        return caseNumber.replaceAll("[^0-9A-Za-z-]", "") + ".zip";
    }

    @Override
    public Answer take(String token, Receiver receiver) throws IOException {
        if (!(look(token) instanceof Ready ready)) {
            return look(token);
        }
        Instant now = clock.instant();
        if (!links.claim(token, now, now.plus(HAND_OVER_AT_MOST))) {
            return new Busy(ready.language(), ready.caseNumber());
        }
        try {
            // Looked at again under the claim: between the look and the claim somebody may have taken it.
            return look(token) instanceof Ready still ? handOver(token, still, receiver) : look(token);
        } finally {
            links.release(token);
        }
    }

    private Answer handOver(String token, Ready ready, Receiver receiver) throws IOException {
        Found found = find(token).orElseThrow();
        Optional<byte[]> bytes = packages.open(found.parcel());
        if (bytes.isEmpty()) {
            return new Expired(ready.language(), ready.caseNumber());
        }
        outbox.record(found.link().letterId());
        receiver.receive(new Parcel(ready.fileName(), MEDIA_TYPE, bytes.get(), ready.sha256()));
        packages.taken(found.link().caseId(), ready.sha256(), clock.instant());
        try {
            record(found.link().caseId(), ready.sha256());
        } catch (RuntimeException e) {
            // The person has their data; the case hears of it when the workflow repeats this.
            LOG.warn("Case {} could not be told of its download yet: {}", found.link().caseId(), Trouble.of(e));
        }
        return new Taken(ready.language(), ready.caseNumber());
    }

    /** Tells the case that its package was fetched. Idempotent; repeated by the workflow should we die before it is done. */
    public void record(UUID caseId, String sha256) {
        Instant at = packages.find(caseId).map(Packages.Row::takenAt).orElse(clock.instant());
        commands.sendAndWait(new RecordDownload(caseId, sha256, at));
        packages.fetched(caseId);
    }

    /** Asks for the package of a case, anew for each cause; the second time for the same nothing happens. Earlier links end. */
    public void prepare(UUID caseId, PersonId person, String cause) {
        if (packages.want(caseId, person, cause)) {
            links.revoke(caseId);
        }
    }

    /** Nobody may fetch what the case has made any more; a later {@link #prepare} makes it anew. Idempotent. */
    public void withdraw(UUID caseId) {
        links.revoke(caseId);
        packages.withdraw(caseId);
    }

    /** Removes packages that nobody can fetch any more. */
    public void purgeExpired() {
        links.purgeExpired(clock.instant());
    }
}
