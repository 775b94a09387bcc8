package eu.volens.eventstore;

/** More commands are waiting than the log accepts. Nothing of the refused command was stored; try again later (503 with Retry-After). */
public final class LogOverloadedException extends RuntimeException {

    LogOverloadedException(int waitingEvents) {
        super("The log already has " + waitingEvents + " events waiting; try again in a moment");
    }
}
