package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a case as its rules need. Built only by {@link #after}, from {@link #NONE}.
 *
 * @param status       null before the case exists
 * @param personErased whether their key was destroyed: nothing more can be sealed for them, and nothing can reach them
 * @param messages     further messages that joined
 * @param reminded     which reminders went out
 */
record RequestState(@Nullable UUID caseId, String caseNumber, @Nullable PersonId person, @Nullable Status status, boolean personErased,
        Instant receivedAt, List<Right> rights, List<Attention> attention, Set<UUID> messages, Set<Milestone> reminded, Post post,
        Clock clock, Identity identity, Collecting collecting, Answer answer, @Nullable Outcome outcome) {

    /** Letters whose sending was recorded, and those that came back. */
    record Post(Set<UUID> sent, Set<UUID> bounced) {

        static final Post NONE = new Post(Set.of(), Set.of());

        Post andSent(UUID letter) {
            return new Post(and(sent, letter), bounced);
        }

        Post andBounced(UUID letter) {
            return new Post(sent, and(bounced, letter));
        }
    }

    /** @param deadline null before the case exists; as extended once {@code extended} */
    record Clock(@Nullable Deadline deadline, boolean extensionDecided, boolean extended, boolean clarificationAwaited) {

        static final Clock NONE = new Clock(null, false, false, false);
    }

    /**
     * @param questionPut      whether a question waits to be sent
     * @param awaitsJudgement  whether the DPO said no, or asked in words: a link cannot answer either
     * @param addressConfirmed whether the link was used although it could not settle everything
     * @param doubts           those nobody has settled
     * @param raised           all there ever were
     */
    record Identity(boolean questionPut, boolean awaitsJudgement, boolean addressConfirmed, boolean confirmed, Set<Doubt> doubts, Set<Doubt> raised) {

        static final Identity NONE = new Identity(false, false, false, false, Set.of(), Set.of());

        boolean isDoubted() {
            return doubts.stream().anyMatch(doubt -> !doubt.isSettledByLink());
        }

        Identity asked() {
            return new Identity(false, awaitsJudgement, addressConfirmed, confirmed, doubts, raised);
        }
    }

    /**
     * @param holders  whom the collection asks; null before it started
     * @param answered who answered, with how many records
     */
    record Collecting(@Nullable List<String> holders, Set<String> asked, Map<String, Integer> answered) {

        static final Collecting NONE = new Collecting(null, Set.of(), Map.of());

        boolean isComplete() {
            return holders != null && answered.keySet().containsAll(holders);
        }
    }

    /** What was decided about one right. */
    record Decided(Ruling ruling, List<Ground> grounds, LeftOut leftOut, Personal<String> reasons) {}

    /** Who has to carry a right out, and who has. */
    record Tasks(Set<String> holders, Set<String> done) {

        boolean areDone() {
            return done.containsAll(holders);
        }
    }

    /**
     * @param packageSha256 null until a package is made
     * @param letter        the letter the answer went out with; null until it did
     */
    record Answer(Map<Right, Decided> decided, Map<Right, Tasks> tasks, @Nullable String packageSha256, @Nullable UUID letter,
            boolean downloaded) {

        static final Answer NONE = new Answer(Map.of(), Map.of(), null, null, false);

        boolean isSent() {
            return letter != null;
        }
    }

    static final RequestState NONE = new RequestState(null, "", null, null, false, Instant.EPOCH, List.of(), List.of(), Set.of(), Set.of(),
            Post.NONE, Clock.NONE, Identity.NONE, Collecting.NONE, Answer.NONE, null);

    RequestState after(RequestEvent event) {
        Changes changes = new Changes(this);
        changes.status = event.status();
        changes.apply(event);
        return changes.done();
    }

    /** Whether the answer carries data. A right that nobody decided yet is thought granted. */
    boolean needsPackage() {
        return rights.stream().anyMatch(right -> right.isAnsweredWithData() && isGranted(right));
    }

    boolean isGranted(Right right) {
        Decided decided = answer.decided().get(right);
        return decided == null || decided.ruling().isGranted();
    }

    /** What the package leaves out. One package answers every copy that is granted, so what one of them gives is in it. */
    LeftOut leftOut() {
        return rights.stream().filter(right -> right.isAnsweredWithData() && isGranted(right)).map(this::leftOutOf)
                .reduce(LeftOut::and).orElse(LeftOut.NOTHING);
    }

    private LeftOut leftOutOf(Right right) {
        Decided decided = answer.decided().get(right);
        return decided == null ? LeftOut.NOTHING : decided.leftOut();
    }

    /** The record, mutable while one event is applied. */
    private static final class Changes {
        private @Nullable UUID caseId;
        private String caseNumber;
        private @Nullable PersonId person;
        private @Nullable Status status;
        private boolean personErased;
        private Instant receivedAt;
        private List<Right> rights;
        private List<Attention> attention;
        private Set<UUID> messages;
        private Set<Milestone> reminded;
        private Post post;
        private Clock clock;
        private Identity identity;
        private Collecting collecting;
        private Answer answer;
        private @Nullable Outcome outcome;

        Changes(RequestState from) {
            caseId = from.caseId;
            caseNumber = from.caseNumber;
            person = from.person;
            status = from.status;
            personErased = from.personErased;
            receivedAt = from.receivedAt;
            rights = from.rights;
            attention = from.attention;
            messages = from.messages;
            reminded = from.reminded;
            post = from.post;
            clock = from.clock;
            identity = from.identity;
            collecting = from.collecting;
            answer = from.answer;
            outcome = from.outcome;
        }

        void apply(RequestEvent event) {
            switch (event) {
                case RequestReceived e -> opened(e);
                case RequestClassified e -> {
                    rights = e.rights();
                    attention = e.attention();
                }
                case RequestAcknowledged e -> post = post.andSent(e.letterId());
                case LetterSent e -> post = post.andSent(e.letterId());
                case RecipientNotified e -> post = post.andSent(e.letterId());
                case LetterBounced e -> {
                    post = post.andBounced(e.letterId());
                    attention = e.attention();
                }
                case MessageJoined e -> {
                    messages = and(messages, e.messageRef());
                    attention = e.attention();
                }
                case AttentionSettled e -> attention = e.attention();
                case IdentityAsked e -> {
                    post = post.andSent(e.letterId());
                    identity = identity.asked();
                }
                case IdentityQuestionPut e ->
                        identity = new Identity(true, identity.awaitsJudgement() || !e.question().orElse("").isBlank(), identity.addressConfirmed(),
                                identity.confirmed(), identity.doubts(), identity.raised());
                case IdentityDoubted e -> {
                    attention = e.attention();
                    identity = new Identity(identity.questionPut(), identity.awaitsJudgement(), identity.addressConfirmed(), identity.confirmed(),
                            and(identity.doubts(), e.doubts()), and(identity.raised(), e.doubts()));
                }
                case AddressConfirmed e ->
                        identity = new Identity(identity.questionPut(), identity.awaitsJudgement(), true, false, identity.doubts(), identity.raised());
                case IdentityConfirmed e -> identity = new Identity(identity.questionPut(), false, true, true, Set.of(), identity.raised());
                case IdentityJudged e -> {
                    attention = e.attention();
                    identity = new Identity(false, !e.confirmed(), identity.addressConfirmed(), e.confirmed(), Set.of(), identity.raised());
                }
                case ClarificationRequested e -> clock = new Clock(clock.deadline(), clock.extensionDecided(), clock.extended(), true);
                case RequestClarified e -> clock = new Clock(clock.deadline(), clock.extensionDecided(), clock.extended(), false);
                case ExtensionDecided e -> clock = new Clock(clock.deadline(), true, clock.extended(), clock.clarificationAwaited());
                case DeadlineExtended e -> extended();
                case ExtensionLapsed e -> { }
                case DeadlineReminded e -> reminded = and(reminded, e.milestone());
                case CollectionStarted e -> collecting = new Collecting(e.holders(), collecting.asked(), collecting.answered());
                case HolderAsked e -> collecting = new Collecting(collecting.holders(), and(collecting.asked(), e.holder()), collecting.answered());
                case HolderAnswered e -> collecting = new Collecting(collecting.holders(), collecting.asked(),
                        and(collecting.answered(), e.holder(), e.records()));
                case ReviewStarted e -> { }
                case RightDecided e -> answer = new Answer(and(answer.decided(), e.right(), decided(e)), answer.tasks(), answer.packageSha256(),
                        answer.letter(), answer.downloaded());
                case TasksSet e -> tasks(e.right(), new Tasks(Set.copyOf(e.holders()), Set.of()));
                case TaskDone e -> {
                    Tasks before = answer.tasks().get(e.right());
                    tasks(e.right(), new Tasks(before.holders(), and(before.done(), e.holder())));
                }
                case AnswerApproved e -> { }
                case PackagePrepared e -> answer = new Answer(answer.decided(), answer.tasks(), e.sha256(), answer.letter(), answer.downloaded());
                case AnswerSent e -> {
                    post = post.andSent(e.letterId());
                    answer = new Answer(answer.decided(), answer.tasks(), answer.packageSha256(), e.letterId(), answer.downloaded());
                }
                case AnswerWantedAgain e -> answer = new Answer(answer.decided(), answer.tasks(), null, null, false);
                case AnswerDelivered e -> { }
                case PackageDownloaded e ->
                        answer = new Answer(answer.decided(), answer.tasks(), answer.packageSha256(), answer.letter(), true);
                case RequestWithdrawn e -> { }
                case RequestMerged e -> { }
                case RequestClosed e -> outcome = e.outcome();
                case RequestClosedAfterErasure e -> outcome = e.outcome();
                case RequestReopened e -> {
                    outcome = null;
                    answer = Answer.NONE;
                    reminded = Set.of();
                }
            }
        }

        private void opened(RequestReceived e) {
            caseId = e.caseId();
            caseNumber = e.caseNumber();
            person = e.person();
            personErased = e.address().isErased();
            receivedAt = e.receivedAt();
            rights = e.rights();
            attention = e.attention();
            clock = new Clock(new Deadline(e.receivedOn(), e.dueOn(), e.dueIfExtendedOn(), e.zone(), e.calendar()), false, false, false);
        }

        private void extended() {
            Deadline deadline = clock.deadline() == null ? null : clock.deadline().extended();
            clock = new Clock(deadline, true, true, clock.clarificationAwaited());
            reminded = reminded.stream().filter(milestone -> !milestone.isOfTheLastDay()).collect(Collectors.toUnmodifiableSet());
        }

        private static Decided decided(RightDecided e) {
            return new Decided(e.ruling(), e.grounds(), LeftOut.of(e.leftOut()), e.reasons());
        }

        private void tasks(Right right, Tasks tasks) {
            answer = new Answer(answer.decided(), and(answer.tasks(), right, tasks), answer.packageSha256(), answer.letter(), answer.downloaded());
        }

        RequestState done() {
            return new RequestState(caseId, caseNumber, person, status, personErased, receivedAt, rights, attention, messages, reminded, post,
                    clock, identity, collecting, answer, outcome);
        }
    }

    private static <T> Set<T> and(Set<T> set, T one) {
        return and(set, List.of(one));
    }

    private static <T> Set<T> and(Set<T> set, Collection<T> more) {
        Set<T> both = new HashSet<>(set);
        both.addAll(more);
        return Set.copyOf(both);
    }

    private static <K, V> Map<K, V> and(Map<K, V> map, K key, V value) {
        Map<K, V> both = new HashMap<>(map);
        both.put(key, value);
        return Map.copyOf(both);
    }
}
