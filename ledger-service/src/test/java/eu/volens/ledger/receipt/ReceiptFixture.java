package eu.volens.ledger.receipt;

import static eu.volens.ledger.register.RegisterFixture.ASKS;
import static eu.volens.ledger.register.RegisterFixture.SITE;

import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentState;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A visitor of the invented shop who chose on Monday, and what receipts they get. */
final class ReceiptFixture {

    static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00.123456Z");
    static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
    static final Instant LATER = MONDAY.plus(Duration.ofDays(31));
    static final Sealing PENDING = new Sealing.Pending(LATER);

    private static final UUID KEY = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final String VERSION = RegisterFixture.policies().getFirst().version();

    private ReceiptFixture() {}

    static ConsentEvent gave(String yes, String no, Instant at) {
        return new ConsentGiven(RECORD, SITE, ASKS, List.of(yes), List.of(no), VERSION, "en", "second", "choose", null, false, null, at,
                expiry(at), KEY);
    }

    static ConsentEvent refusedBoth(Instant at) {
        return new ConsentRefused(RECORD, SITE, ASKS, List.of(), List.of("taste", "crumbs"), VERSION, "en", "first", "close", null, false, null,
                at, expiry(at), KEY);
    }

    static ConsentEvent withdrew(String purpose, Instant at) {
        return new ConsentWithdrawn(RECORD, SITE, ASKS, List.of(purpose), VERSION, "en", false, null, at, expiry(at), KEY);
    }

    static ConsentReceipt receipt(Instant createdAt, Sealing sealing, ConsentEvent... events) {
        var statements = IntStream.range(0, events.length).mapToObj(it -> Statement.of(it + 1, 10 + it, events[it]).orElseThrow()).toList();
        var state = (ConsentState.Recorded) ConsentState.of(List.of(events));
        var register = RegisterFixture.register();
        return new ConsentReceipt(RECORD, SITE, "shop.example", createdAt, "en", register.controller(), Optional.of(register), statements, List.of(),
                state.standings(), sealing, new ReceiptAddresses("https://consent.example.eu", RECORD, events.length));
    }

    private static Instant expiry(Instant at) {
        return at.plus(Duration.ofDays(RegisterFixture.LIFETIME_DAYS));
    }
}
