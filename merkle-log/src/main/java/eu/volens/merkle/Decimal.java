package eu.volens.merkle;

/** Numbers as the C2SP formats write them: ASCII digits without leading zeros. Those from 2^63 on are refused, as no log gets there. */
final class Decimal {

    private static final int DIGITS_MAX = 19;

    private Decimal() {}

    static long parse(String text) {
        boolean digits = !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 1 && text.charAt(0) == '0') {
            throw new MalformedException("not a number without leading zeros below 2^63: " + Excerpt.of(text));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new MalformedException("not a number below 2^63: " + text);
        }
    }
}
