package eu.volens.standalone;

import java.io.PrintStream;

/** Tells the person who waits what is being done. One line each, nothing else on the console. */
final class Progress {

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void begins(String what) {
        say("  " + what);
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void fact(String name, String value) {
        say(String.format("  %-15s %s", name, value));
    }
}
