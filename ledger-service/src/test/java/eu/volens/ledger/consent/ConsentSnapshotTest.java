package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.BOTH;
import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.NONE;
import static eu.volens.ledger.consent.ConsentFixture.POLICIES;
import static eu.volens.ledger.consent.ConsentFixture.RECORD;
import static eu.volens.ledger.consent.ConsentFixture.accept;
import static eu.volens.ledger.consent.ConsentFixture.choose;
import static eu.volens.ledger.consent.ConsentFixture.key;
import static eu.volens.ledger.consent.ConsentFixture.refuse;
import static eu.volens.ledger.consent.ConsentFixture.withdraw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.ledger.consent.ConsentCommand.LinkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record thawed from its snapshot is the record its events make. */
class ConsentSnapshotTest {

    @Test
    void afterAnyCommandsItIsWhatTheEventsMake() {
        var random = new Random(11);
        ConsentState lived = new ConsentState.Blank();
        for (int i = 0; i < 300; i++) {
            var at = MONDAY.plus(Duration.ofDays(3 * i));
            for (var event : events(lived, any(random, random.nextInt(400), at))) {
                lived = ConsentState.evolve(lived, event);
                var thawed = ConsentSnapshot.of(lived).state();
                assertThat(thawed).isEqualTo(lived);
                assertThat(order(thawed)).isEqualTo(order((ConsentState.Recorded) lived));
            }
        }
        assertThat(((ConsentState.Recorded) lived).answers()).hasSize(ConsentState.ANSWERS_REMEMBERED_MAX);
    }

    private static ConsentCommand any(Random random, int key, Instant at) {
        return switch (random.nextInt(7)) {
            case 0 -> accept(key, at);
            case 1 -> refuse(key, at);
            case 2 -> choose(List.of("crumbs"), List.of("taste"), key, at);
            case 3 -> choose(NONE, BOTH, key, at);
            case 4 -> new ConsentCommand.LinkRecord(RECORD, LinkKind.values()[random.nextInt(2)], "4711", key(key), at);
            case 5 -> new ConsentCommand.UnlinkRecord(RECORD, LinkKind.values()[random.nextInt(2)], key(key), at);
            default -> withdraw(key, at);
        };
    }

    private static List<ConsentEvent> events(ConsentState state, ConsentCommand command) {
        return switch (ConsentDecisions.decide(state, command, POLICIES)) {
            case ConsentDecisions.Outcome.Happened(var events) -> List.copyOf(events);
            case ConsentDecisions.Outcome.Unchanged _, ConsentDecisions.Outcome.Rejected _ -> List.of();
        };
    }

    private static List<Object> order(ConsentState.Recorded state) {
        var order = new ArrayList<Object>(state.standings().keySet());
        order.addAll(state.answers().keySet());
        return order;
    }

    @Test
    void nothingIsNoSnapshot() {
        assertThatThrownBy(() -> ConsentSnapshot.of(new ConsentState.Blank())).isInstanceOf(IllegalStateException.class);
    }
}
