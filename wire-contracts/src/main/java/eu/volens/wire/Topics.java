package eu.volens.wire;

/** One topic per log. The names are also the Kafka topic names. */
public final class Topics {
    /** What the ledger service tells: decisions and withdrawals of visitors, and what they are shown. */
    public static final String LEDGER = "volens.ledger";
    /** What the rights service tells: the steps of every request. */
    public static final String RIGHTS = "volens.rights";

    private Topics() {}
}
