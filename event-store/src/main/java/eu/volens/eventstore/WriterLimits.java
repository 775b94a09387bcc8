package eu.volens.eventstore;

/**
 * Bounds of a writer.
 *
 * @param waitingEventsMax   events waiting at most: about a second of work; more would only wait longer
 * @param waitingBytesMax    bytes they may take together, so that the heap stays bounded whatever events hold
 * @param batchEventsMax     events in one transaction at most: past this the insert no longer gets cheaper per row
 * @param pausedMillisMax    a writer silent for this long inside its transaction is cut off by the server, so that it neither keeps the
 *                           others waiting nor writes when it wakes up
 * @param settleTriesMax     how often the database is asked what became of a batch before the writer gives up and stops
 * @param settlePauseMillis  between two such tries
 */
record WriterLimits(int waitingEventsMax, long waitingBytesMax, int batchEventsMax, int pausedMillisMax, int settleTriesMax,
        long settlePauseMillis) {

    static final WriterLimits USUAL = new WriterLimits(8_192, 64L << 20, 2_000, 5_000, 60, 500);
}
