package eu.volens.eventstore;

/** More commands are waiting than the log accepts. Nothing of the refused command was stored; try again later (503 with Retry-After). */
public final class LogOverloadedException extends RuntimeException {

    LogOverloadedException(int unitsWaitingMax) {
        super("The log already has " + unitsWaitingMax + " commands waiting; try again in a moment");
    }
}
