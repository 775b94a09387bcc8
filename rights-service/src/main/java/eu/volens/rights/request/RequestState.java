package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As much of a case as its rules need. Built only by {@link #after}, from {@link #NONE}.
 *
 * @param status         null before the case exists
 * @param letters        letters whose sending was recorded
 * @param holders        whom the collection asks; null before it started
 * @param packageSha256  null until a package is made
 * @param personErased   whether their key was destroyed: nothing more can be sealed for them, and nothing can reach them
 */
record RequestState(@Nullable UUID caseId, String caseNumber, @Nullable PersonId person, @Nullable Status status,
        List<Right> rights, List<Attention> attention, Set<UUID> letters, boolean acknowledged, boolean identityAsked,
        boolean identityConfirmed, @Nullable List<String> holders, Set<String> holdersAsked, Set<String> holdersAnswered,
        @Nullable String packageSha256, boolean answerSent, boolean downloaded, @Nullable Outcome outcome,
        boolean personErased) {

    static final RequestState NONE = new RequestState(null, "", null, null, List.of(), List.of(), Set.of(), false, false, false,
            null, Set.of(), Set.of(), null, false, false, null, false);

    RequestState after(RequestEvent event) {
        Changes changes = new Changes(this);
        changes.status = event.status();
        switch (event) {
            case RequestEvent.RequestReceived e -> changes.opened(e);
            case RequestEvent.RequestClassified e -> changes.classified(e);
            case RequestEvent.RequestAcknowledged e -> {
                changes.acknowledged = true;
                changes.letters.add(e.letterId());
            }
            case RequestEvent.IdentityAsked e -> {
                changes.identityAsked = true;
                changes.letters.add(e.letterId());
            }
            case RequestEvent.IdentityConfirmed e -> changes.identityConfirmed = true;
            case RequestEvent.CollectionStarted e -> changes.holders = e.holders();
            case RequestEvent.HolderAsked e -> changes.holdersAsked.add(e.holder());
            case RequestEvent.HolderAnswered e -> changes.holdersAnswered.add(e.holder());
            case RequestEvent.ReviewStarted e -> { }
            case RequestEvent.AnswerApproved e -> { }
            case RequestEvent.PackagePrepared e -> changes.packageSha256 = e.sha256();
            case RequestEvent.AnswerSent e -> {
                changes.answerSent = true;
                changes.letters.add(e.letterId());
            }
            case RequestEvent.AnswerDelivered e -> { }
            case RequestEvent.PackageDownloaded e -> changes.downloaded = true;
            case RequestEvent.RequestClosed e -> changes.outcome = e.outcome();
            case RequestEvent.RequestClosedAfterErasure e -> changes.outcome = e.outcome();
        }
        return changes.done();
    }

    boolean collectionComplete() {
        return holders != null && holdersAnswered.containsAll(holders);
    }

    /** The record, mutable while one event is applied. */
    private static final class Changes {
        private @Nullable UUID caseId;
        private String caseNumber;
        private @Nullable PersonId person;
        private @Nullable Status status;
        private List<Right> rights;
        private List<Attention> attention;
        private final Set<UUID> letters;
        private boolean acknowledged;
        private boolean identityAsked;
        private boolean identityConfirmed;
        private @Nullable List<String> holders;
        private final Set<String> holdersAsked;
        private final Set<String> holdersAnswered;
        private @Nullable String packageSha256;
        private boolean answerSent;
        private boolean downloaded;
        private @Nullable Outcome outcome;
        private boolean personErased;

        Changes(RequestState from) {
            caseId = from.caseId;
            caseNumber = from.caseNumber;
            person = from.person;
            status = from.status;
            rights = from.rights;
            attention = from.attention;
            letters = new HashSet<>(from.letters);
            acknowledged = from.acknowledged;
            identityAsked = from.identityAsked;
            identityConfirmed = from.identityConfirmed;
            holders = from.holders;
            holdersAsked = new HashSet<>(from.holdersAsked);
            holdersAnswered = new HashSet<>(from.holdersAnswered);
            packageSha256 = from.packageSha256;
            answerSent = from.answerSent;
            downloaded = from.downloaded;
            outcome = from.outcome;
            personErased = from.personErased;
        }

        void opened(RequestEvent.RequestReceived e) {
            caseId = e.caseId();
            caseNumber = e.caseNumber();
            person = e.person();
            rights = e.rights();
            attention = e.attention();
            personErased = e.address().isErased();
        }

        void classified(RequestEvent.RequestClassified e) {
            rights = e.rights();
            attention = e.attention();
        }

        RequestState done() {
            return new RequestState(caseId, caseNumber, person, status, rights, attention, letters, acknowledged, identityAsked,
                    identityConfirmed, holders, holdersAsked, holdersAnswered, packageSha256, answerSent, downloaded, outcome,
                    personErased);
        }
    }
}
