package eu.volens.projections.board;

import static eu.volens.projections.WireFixture.received;
import static eu.volens.projections.WireFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.projections.WireFixture;
import eu.volens.projections.board.BoardChanges.Move;
import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoardChangesTest {

    private static final UUID CASE = UUID.fromString("7d1f0c52-9f1b-4e0e-8a42-4a6f8a3f2b10");
    private static final LocalDate DUE = LocalDate.of(2026, 12, 2);

    @Test
    void aRequestBeginsAsReceived() {
        assertThat(changes(received(CASE, "2026-00001", DUE)).opened().get(CASE))
                .satisfies(row -> assertThat(row.status()).isEqualTo("received"))
                .satisfies(row -> assertThat(row.dueOn()).isEqualTo(DUE));
    }

    @Test
    void stepsOfTheSameBatchMoveIt() {
        BoardChanges changes = changes(received(CASE, "2026-00001", DUE),
                step(CASE, "2026-00001", "acknowledged", "awaiting-identity", "system"),
                step(CASE, "2026-00001", "identity-confirmed", "collecting", "person"));
        assertThat(changes.opened().get(CASE).status()).isEqualTo("collecting");
        assertThat(changes.moved()).isEmpty();
    }

    @Test
    void ofSeveralStepsTheLastOneCounts() {
        BoardChanges changes = changes(step(CASE, "2026-00001", "approved", "approved", "dpo"),
                step(CASE, "2026-00001", "answer-sent", "answered", "system"));
        assertThat(changes.opened()).isEmpty();
        assertThat(changes.moved()).containsExactly(Map.entry(CASE, new Move("answered", null, null)));
    }

    @Test
    void whatIsAskedFollowsWhoReadTheMessageAndTheDayFollowsAnExtension() {
        WireEvent classified = step(CASE, "2026-00001", "classified", "in-review", "dpo", Map.of("rights", "access erasure"));
        WireEvent extended = step(CASE, "2026-00001", "extended", "in-review", "system", Map.of("dueOn", "2027-02-02"));

        BoardChanges later = changes(classified, extended, step(CASE, "2026-00001", "approved", "approved", "dpo"));
        BoardChanges sameBatch = changes(received(CASE, "2026-00001", DUE), classified, extended);

        assertThat(later.moved()).containsExactly(
                Map.entry(CASE, new Move("approved", List.of("access", "erasure"), LocalDate.of(2027, 2, 2))));
        assertThat(sameBatch.opened().get(CASE)).satisfies(row -> assertThat(row.rights()).containsExactly("access", "erasure"))
                .satisfies(row -> assertThat(row.dueOn()).isEqualTo(LocalDate.of(2027, 2, 2)));
    }

    @Test
    void anExtensionThatLapsedMovesNoDayAndAnUnreadableOneNeither() {
        WireEvent lapsed = step(CASE, "2026-00001", "extension-lapsed", "in-review", "system", Map.of("dueOn", "2026-12-02"));
        WireEvent unreadable = step(CASE, "2026-00001", "extended", "in-review", "system", Map.of("dueOn", "soon"));

        assertThat(changes(lapsed, unreadable).moved()).containsExactly(Map.entry(CASE, new Move("in-review", null, null)));
    }

    private static BoardChanges changes(WireEvent... events) {
        List<Arrival> batch = new ArrayList<>();
        for (WireEvent event : events) {
            batch.add(Arrival.of(WireFixture.record(event, batch.size() + 1)));
        }
        return BoardChanges.of(batch);
    }
}
