package eu.volens.rights.reminder;

import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which timers a case has, from what happened in it. Pure: the same events give the same timers, whenever and however often it is asked. */
final class TimerPlan {

    /** When people read what was due overnight. */
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final int WEEK_DAYS = 7;
    private static final int FEW_DAYS = 3;

    private final DeadlineLaw law;
    private final Organisation.Waits waits;

    TimerPlan(DeadlineLaw law, Organisation.Waits waits) {
        this.law = law;
        this.waits = waits;
    }

    /** None for a case that is closed, nor for one whose person was erased: nothing can be answered there. */
    List<Timer> of(CaseFacts facts) {
        if (facts.status() == Status.CLOSED || facts.address().isErased()) {
            return List.of();
        }
        List<Timer> timers = new ArrayList<>();
        if (facts.status() == Status.ANSWERED) {
            onceAnswered(facts).ifPresent(timers::add);
        } else {
            timers.addAll(untilTheLastDay(facts));
        }
        identitySilent(facts).ifPresent(timers::add);
        clarificationSilent(facts).ifPresent(timers::add);
        Set<Milestone> told = told(facts.events());
        timers.removeIf(timer -> timer instanceof Timer.Reminding reminding && isTold(reminding.milestone(), told));
        return timers;
    }

    private List<Timer> untilTheLastDay(CaseFacts facts) {
        Deadline deadline = facts.deadline();
        ZoneId zone = ZoneId.of(deadline.zone());
        LocalDate due = deadline.dueOn();
        return List.of(
                new Timer.Reminding(Milestone.INTERNAL_TARGET, morning(law.internalTarget(deadline.receivedOn(), facts.extended()), zone)),
                new Timer.Reminding(Milestone.WEEK_LEFT, morning(due.minusDays(WEEK_DAYS), zone)),
                new Timer.Reminding(Milestone.THREE_DAYS_LEFT, morning(due.minusDays(FEW_DAYS), zone)),
                new Timer.Reminding(Milestone.LAST_DAY, morning(due, zone)),
                new Timer.Reminding(Milestone.OVERDUE, deadline.expiresAt()));
    }

    private static Instant morning(LocalDate day, ZoneId zone) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    /** Somebody who does not confirm leaves the clock running: the DPO has to decide without them. */
    private Optional<Timer> identitySilent(CaseFacts facts) {
        return facts.status() == Status.AWAITING_IDENTITY && !facts.has(AddressConfirmed.class)
                ? facts.last(IdentityAsked.class).map(asked -> new Timer.Reminding(Milestone.IDENTITY_SILENT, asked.at().plus(waits.person())))
                : Optional.empty();
    }

    private Optional<Timer> clarificationSilent(CaseFacts facts) {
        boolean answered = facts.all(ClarificationRequested.class).size() == facts.all(RequestClarified.class).size();
        return answered || facts.status() == Status.ANSWERED ? Optional.empty()
                : facts.last(ClarificationRequested.class)
                        .map(asked -> new Timer.Reminding(Milestone.CLARIFICATION_SILENT, asked.at().plus(waits.person())));
    }

    /** What can be fetched is closed when it was; what cannot is over once no bounce came. */
    private Optional<Timer> onceAnswered(CaseFacts facts) {
        Optional<AnswerSent> sent = facts.last(AnswerSent.class);
        if (sent.isEmpty() || isFetched(facts)) {
            return Optional.empty();
        }
        if (!facts.needsPackage()) {
            return Optional.of(new Timer.Closing(sent.get().at().plus(waits.bounce())));
        }
        Instant until = sent.get().fetchableUntil();
        return until == null ? Optional.empty()
                : Optional.of(new Timer.Reminding(Milestone.NOT_FETCHED, earlier(sent.get().at().plus(waits.download()), until)));
    }

    private static boolean isFetched(CaseFacts facts) {
        List<RequestEvent> events = facts.events();
        int sent = last(events, AnswerSent.class);
        return last(events, PackageDownloaded.class) > sent;
    }

    private static int last(List<RequestEvent> events, Class<? extends RequestEvent> kind) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (kind.isInstance(events.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Told once, until the case is taken up again; what is left of the time is told anew once there is more of it. */
    private static Set<Milestone> told(List<RequestEvent> events) {
        Set<Milestone> told = EnumSet.noneOf(Milestone.class);
        for (RequestEvent event : events) {
            if (event instanceof DeadlineReminded reminded) {
                told.add(reminded.milestone());
            } else if (event instanceof RequestReopened) {
                told.clear();
            } else if (event instanceof DeadlineExtended) {
                told.removeIf(Milestone::isOfTheLastDay);
            }
        }
        return told;
    }

    private static boolean isTold(Milestone milestone, Set<Milestone> told) {
        return told.contains(milestone) || milestone.isOfTheLastDay()
                && told.stream().anyMatch(later -> later.isOfTheLastDay() && later.compareTo(milestone) > 0);
    }
}
