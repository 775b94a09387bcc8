package eu.volens.ledger.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long something stays on a visitor's device. */
public sealed interface Lifetime {

    /** As it is written in the register: {@code P365D}, {@code session}, {@code unlimited}. */
    String code();

    /** Until the browser is closed. */
    record Session() implements Lifetime {
        @Override
        public String code() {
            return "session";
        }
    }

    /** Until it is deleted by hand. */
    record Unlimited() implements Lifetime {
        @Override
        public String code() {
            return "unlimited";
        }
    }

    /** A span of time, ISO 8601. Kept as written: a year is not told as 365 days. */
    record Lasting(String code, List<Amount> amounts) implements Lifetime {
        public Lasting {
            amounts = List.copyOf(amounts);
        }
    }

    /** So many of a unit; at least one. */
    record Amount(int number, Unit unit) {}

    /** Units in the order in which ISO 8601 writes them, with the seconds they have on average: a year is twelve months, whatever the calendar. */
    enum Unit {
        YEARS(31_556_952), MONTHS(2_629_746), WEEKS(604_800), DAYS(86_400), HOURS(3_600), MINUTES(60), SECONDS(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }

    /** Any span outlasts a session, which ends with the browser; nothing outlasts what has no end. */
    default boolean isLongerThan(Lifetime other) {
        return seconds(this) > seconds(other);
    }

    private static long seconds(Lifetime lifetime) {
        return switch (lifetime) {
            case Session() -> 0;
            case Unlimited() -> Long.MAX_VALUE;
            case Lasting(var code, var amounts) -> amounts.stream().mapToLong(amount -> amount.number() * amount.unit().seconds).sum();
        };
    }

    /** @return empty when the code is none of the three forms */
    static Optional<Lifetime> parse(String code) {
        return switch (code) {
            case "session" -> Optional.of(new Session());
            case "unlimited" -> Optional.of(new Unlimited());
            default -> parseDuration(code);
        };
    }

    private static Optional<Lifetime> parseDuration(String code) {
        var matcher = DURATION.matcher(code);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var amounts = new ArrayList<Amount>();
        for (var unit : Unit.values()) {
            var digits = matcher.group(unit.ordinal() + 1);
            if (digits != null && Integer.parseInt(digits) > 0) {
                amounts.add(new Amount(Integer.parseInt(digits), unit));
            }
        }
        return amounts.isEmpty() ? Optional.empty() : Optional.of(new Lasting(code, amounts));
    }

    /** Four digits at most: longer than a cookie, or a site, can live. */
    Pattern DURATION = Pattern.compile("P(?:(\\d{1,4})Y)?(?:(\\d{1,4})M)?(?:(\\d{1,4})W)?(?:(\\d{1,4})D)?"
            + "(?:T(?=\\d)(?:(\\d{1,4})H)?(?:(\\d{1,4})M)?(?:(\\d{1,4})S)?)?");
}
