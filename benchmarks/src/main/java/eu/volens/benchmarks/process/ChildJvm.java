package eu.volens.benchmarks.process;

import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that takes orders. All are started with the same options, so that what differs is what they run. */
public final class ChildJvm implements AutoCloseable {

    /** The heap is bounded and small for what is asked of it; a queue that grows would be seen. */
    public static final List<String> OPTIONS = List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true",
            "-Ddisable-axoniq-console-message=true");

    private static final int START_MILLIS_MAX = 120_000;
    private static final int STEP_MILLIS = 500;
    private static final long END_SECONDS_MAX = 60;

    private final String name;
    private final Process process;
    private final Socket line;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private ChildJvm(String name, Process process, Socket line) throws IOException {
        this.name = name;
        this.process = process;
        this.line = line;
        this.answers = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new PrintWriter(line.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts it, and returns when it takes orders.
     *
     * @param main      is given the port for {@link Orders#take} as its first argument
     * @param folder    gets its log
     * @param arguments the others
     */
    public static ChildJvm start(String name, Class<?> main, Path folder, List<String> arguments) throws IOException {
        try (ServerSocket waiting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(waiting.getLocalPort())));
            command.addAll(arguments);
            Path log = folder.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("AXONIQ_UPDATE_CHECKER_DISABLED", "true");
            Process process = builder.start();
            return new ChildJvm(name, process, accept(waiting, process, log));
        }
    }

    private static Socket accept(ServerSocket waiting, Process process, Path log) throws IOException {
        waiting.setSoTimeout(STEP_MILLIS);
        for (int waited = 0; waited < START_MILLIS_MAX && process.isAlive(); waited += STEP_MILLIS) {
            try {
                return waiting.accept();
            } catch (SocketTimeoutException notYet) {
                // Asked again, unless it has ended.
            }
        }
        process.destroyForcibly();
        throw new IOException("a process did not start; its own words are in " + log);
    }

    /**
     * Gives an order and waits until it is carried out.
     *
     * @throws WrongAnswerException when it was not
     */
    public String order(String order) throws IOException {
        orders.println(order);
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith(Orders.DONE)) {
            throw new WrongAnswerException(name + ", ordered to " + order + ": " + (answer == null ? "ended" : answer));
        }
        return answer.substring(Orders.DONE.length());
    }

    @Override
    public void close() throws IOException {
        line.close();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
