package eu.volens.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command line, called from within. */
public final class VolensLine {

    private VolensLine() {}

    public record Ended(int code, String out, String err) {}

    public static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = VolensCommand.commandLine(new PrintStream(err, true, StandardCharsets.UTF_8)).setOut(new PrintWriter(out));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    }
}
