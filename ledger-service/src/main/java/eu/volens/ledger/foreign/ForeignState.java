package eu.volens.ledger.foreign;

import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rows of one stamp are known: a pure folding of its events. @param rows what tells rows apart, whatever file they came in */
record ForeignState(Set<Row> rows) {

    record Row(Instant consentedAt, List<String> categories) {}

    static final ForeignState BLANK = new ForeignState(Set.of());

    static ForeignState evolve(ForeignState before, ForeignEvent event) {
        return switch (event) {
            case ForeignConsentImported it -> {
                var rows = new HashSet<>(before.rows());
                rows.add(new Row(it.consentedAt(), it.categories()));
                yield new ForeignState(Set.copyOf(rows));
            }
        };
    }
}
