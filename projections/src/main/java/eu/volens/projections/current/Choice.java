package eu.volens.projections.current;

/** The last thing a visitor said about a purpose. */
enum Choice {
    GIVEN, REFUSED, WITHDRAWN;

    /** As stored and as answered. */
    String id() {
        return switch (this) {
            case GIVEN -> "given";
            case REFUSED -> "refused";
            case WITHDRAWN -> "withdrawn";
        };
    }

    static Choice of(String id) {
        return switch (id) {
            case "given" -> GIVEN;
            case "refused" -> REFUSED;
            case "withdrawn" -> WITHDRAWN;
            default -> throw new IllegalArgumentException("No such choice: " + id);
        };
    }
}
