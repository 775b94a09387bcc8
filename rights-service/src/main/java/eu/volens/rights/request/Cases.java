package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cases as people read them. The list is a read model and may lag a moment behind; {@link #find} reads the log and never lags.
 * Safe for many threads.
 */
public interface Cases {

    /** Rows by due day, the most urgent first; closed cases last, the latest closed first. Reads little more than the page it gives. */
    Page list(Filter filter, int page, int size);

    /** How many cases each of these would list, in the same order; all of one moment. */
    List<Long> count(List<Filter> filters);

    /** Everything about one case; empty when there is none with this id. */
    Optional<CaseFile> find(UUID caseId);

    /** What came with a message of this case, as its bytes; empty when there is no such thing, or its person was erased. */
    Optional<byte[]> attachment(UUID caseId, UUID messageId, int number);

    /** The open cases of the same person that came before this one, the earliest first: those it may be joined to. */
    List<Earlier> earlierOfSamePerson(UUID caseId);

    /** A case that another may be joined to, as the log has it. */
    record Earlier(UUID caseId, String caseNumber, PersonId person, List<Right> rights, Status status, Instant receivedAt, LocalDate dueOn) {

        /** Whether it is known who asks. */
        public boolean isConfirmed() {
            return status == Status.COLLECTING || status == Status.IN_REVIEW;
        }
    }

    /**
     * Which cases.
     *
     * @param statuses       any of these; empty means all
     * @param needsAttention only those with an {@link Attention}
     * @param caseNumber     part of a case number; null or blank means all
     * @param dueFrom        only those due on this day or later; null means all
     * @param dueUntil       only those due on this day or earlier; null means all
     */
    record Filter(Set<Status> statuses, boolean needsAttention, @Nullable String caseNumber, @Nullable LocalDate dueFrom,
            @Nullable LocalDate dueUntil) {

        public static final Filter ALL = new Filter(Set.of(), false, null);

        /** All that is not closed. */
        public static final Filter OPEN = new Filter(EnumSet.complementOf(EnumSet.of(Status.CLOSED)), false, null);

        public Filter {
            statuses = Set.copyOf(statuses);
        }

        public Filter(Set<Status> statuses, boolean needsAttention, @Nullable String caseNumber) {
            this(statuses, needsAttention, caseNumber, null, null);
        }

        public Filter due(@Nullable LocalDate from, @Nullable LocalDate until) {
            return new Filter(statuses, needsAttention, caseNumber, from, until);
        }

        /** Whether it lists cases of this status. */
        public boolean includes(Status status) {
            return statuses.isEmpty() || statuses.contains(status);
        }
    }

    /**
     * One page of the list.
     *
     * @param page  counted from 0
     * @param total of all pages together
     */
    record Page(List<Row> rows, int page, int size, long total) {

        public int pages() {
            return (int) Math.max(1, (total + size - 1) / size);
        }
    }

    /** One line of the inbox. {@code language} is ISO 639-1; {@code rights} is empty while unknown. */
    record Row(UUID caseId, String caseNumber, List<Right> rights, Status status, Set<Attention> attention, String language,
            Instant receivedAt, LocalDate receivedOn, LocalDate dueOn, Personal<String> from) {

        /** Whole days from the given day to the due day; negative when late. */
        public long daysLeft(LocalDate today) {
            return java.time.temporal.ChronoUnit.DAYS.between(today, dueOn);
        }
    }
}
