package eu.volens.rights.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be logged of a failure while working on a person's case: which exceptions, from which line of ours, and the database's
 * state. Never their messages: libraries quote in them what they were given, and that may be a person's words.
 */
public final class Trouble {

    private static final String OURS = "eu.volens.";
    private static final int CAUSES_MAX = 8;

    private Trouble() {}

    /** On one line, the outermost first. */
    public static String of(Throwable failure) {
        List<String> told = new ArrayList<>();
        for (Throwable cause = failure; cause != null && told.size() < CAUSES_MAX; cause = cause.getCause()) {
            told.add(cause.getClass().getName() + state(cause) + place(cause));
        }
        return String.join(", caused by ", told);
    }

    private static String state(Throwable failure) {
        return failure instanceof SQLException database && database.getSQLState() != null ? " " + database.getSQLState() : "";
    }

    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return " at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }
}
