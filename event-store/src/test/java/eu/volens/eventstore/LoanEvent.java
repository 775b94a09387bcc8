package eu.volens.eventstore;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tests' own vocabulary: a library lends books. */
sealed interface LoanEvent {

    record BookLent(PersonId reader, Personal<String> name, Personal<List<String>> notes, List<String> books, LocalDate dueOn, Instant at)
            implements LoanEvent {}

    record BookReturned(String book, int daysLate, @Nullable String damage, Map<String, String> facts) implements LoanEvent {}

    EventTypes TYPES = EventTypes.builder().type("loan.lent/1", BookLent.class).type("loan.returned/1", BookReturned.class).build();
}
