package eu.volens.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command line as a person has it, in this process. */
public final class VolensCommandLine {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final CommandLine line = VolensCommand.commandLine(new PrintStream(err, true, StandardCharsets.UTF_8));

    public VolensCommandLine() {
        line.setOut(new PrintWriter(out, true));
    }

    /** @return the exit code */
    public int run(String... arguments) {
        return line.execute(arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
