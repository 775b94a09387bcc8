package eu.volens.eventstore.transparency;

/**
 * How often and how long a witness is bothered.
 *
 * @param betweenPushesMillis at least so long between two checkpoints for one witness
 * @param retryMaxMillis      after failures the pause doubles up to this
 * @param exchangeMaxMillis   a whole exchange, from connecting to the last byte of the answer
 */
record WitnessLimits(long betweenPushesMillis, long retryMaxMillis, long exchangeMaxMillis) {

    /** Once a second is what a witness may be asked to bear; an event is cosigned some two seconds after it was recorded. */
    static final WitnessLimits USUAL = new WitnessLimits(1_000, 60_000, 5_000);
}
