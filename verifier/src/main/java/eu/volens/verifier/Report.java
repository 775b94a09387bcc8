package eu.volens.verifier;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** How verdicts are said. */
final class Report {

    private Report() {}

    static void holds(CommandSpec spec, String what) {
        spec.commandLine().getOut().println("HOLDS: " + what);
    }

    static void findings(CommandSpec spec, Findings findings) {
        PrintWriter err = spec.commandLine().getErr();
        String verdict = findings.verdict() == Verdict.DOES_NOT_HOLD ? "DOES NOT HOLD: " : "NOT JUDGED: ";
        findings.lines().forEach(line -> err.println(verdict + line));
        if (findings.isFull()) {
            err.println("That was enough; there may be more.");
        }
    }
}
