package eu.volens.standalone;

import eu.volens.standalone.access.AccessCommand;
import eu.volens.standalone.audit.AuditCommand;
import eu.volens.standalone.backup.BackupCommand;
import eu.volens.standalone.backup.RestoreCommand;
import eu.volens.standalone.clock.SetClock;
import eu.volens.standalone.deadline.DeadlineCommand;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.foreign.ImportCommand;
import eu.volens.standalone.keys.KeysCommand;
import eu.volens.standalone.mail.MailCommand;
import eu.volens.standalone.policy.PolicyCommand;
import eu.volens.standalone.system.Surroundings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/** {@code volens}: the command line. Exit codes: 0 ended as asked, 1 could not start or go on, 2 not understood. */
@Command(name = "volens", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = false,
        subcommands = {VolensCommand.Up.class, BackupCommand.class, RestoreCommand.class, KeysCommand.class, AccessCommand.class,
            AuditCommand.class, PolicyCommand.class, ImportCommand.class, MailCommand.class, DeadlineCommand.class},
        description = "Consent ledger and data-subject rights workflow.", sortOptions = false)
public final class VolensCommand {

    private static final String CONTROLLERS_PROPERTY = "volens.controllers-dir";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    public static void main(String[] arguments) {
        Logs.silence();
        int code = commandLine(System.err).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine(PrintStream err) {
        CommandLine line = new CommandLine(new VolensCommand());
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, _) -> {
            err.println("volens: " + failure.getMessage() + "; see " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return 2;
        });
        line.setExecutionExceptionHandler((failure, _, _) -> {
            err.println("volens: " + (failure instanceof Refusal ? failure.getMessage() : "could not start (" + innermost(failure) + "); the log has the details"));
            return 1;
        });
        return line;
    }

    private static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message.lines().findFirst().orElse("").strip();
    }

    /** {@code volens up}: starts everything and stays until it is asked to end. */
    @Command(name = "up", sortOptions = false, description = "Start everything in one process: PostgreSQL, mailbox, services and pages.",
            footer = {"", "Ctrl-C ends it; the next start continues where it stopped."})
    static final class Up implements Runnable {

        @Option(names = "--port", paramLabel = "NUMBER", defaultValue = "8080", description = "Port of the pages and interfaces (default 8080).")
        int port;

        @Option(names = "--smtp-port", paramLabel = "NUMBER", defaultValue = "2525", description = "Port that takes mail (default 2525).")
        int smtpPort;

        @Option(names = "--imap-port", paramLabel = "NUMBER", defaultValue = "1143", description = "Port to read mail from (default 1143).")
        int imapPort;

        @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of everything that is kept (default ./data).")
        Path data;

        @Option(names = "--clock", paramLabel = "INSTANT",
                description = "Begin at that time, for trying out; it is moved on at /clock.")
        @Nullable String clock;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Spec
        CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            Progress progress = new Progress(System.out);
            Volens volens = new Volens(settings(), Surroundings.real(), progress, Up::breakDown);
            CountDownLatch ended = new CountDownLatch(1);
            // Before the start, so that an end that comes early finds what is running already.
            Thread end = new Thread(() -> {
                volens.close();
                ended.countDown();
                progress.say("Volens has ended");
            }, "volens-end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                volens.start();
            } catch (RuntimeException | Error e) {
                if (ended.getCount() > 0) {
                    Runtime.getRuntime().removeShutdownHook(end);
                }
                throw e;
            }
            await(ended);
        }

        /** Ends the process as Ctrl-C does, but not as a success. */
        private static void breakDown(String reason) {
            System.err.println("volens: " + reason);
            System.exit(1);
        }

        Settings settings() {
            return new Settings(port("--port", port), port("--smtp-port", smtpPort), port("--imap-port", imapPort), data,
                    Path.of(System.getProperty(CONTROLLERS_PROPERTY, "controllers")), System.getProperty("volens.controller", "belgian-mobile-id"), clock());
        }

        private @Nullable Instant clock() {
            if (clock == null) {
                return null;
            }
            try {
                Instant instant = Instant.parse(clock);
                if (!instant.isBefore(SetClock.MIN) && !instant.isAfter(SetClock.MAX)) {
                    return instant;
                }
            } catch (DateTimeParseException notAnInstant) {
                // Told below, as for a time that nobody can want.
            }
            throw new CommandLine.ParameterException(spec.commandLine(), "Invalid value for option '--clock': '" + clock
                    + "' is no instant between " + SetClock.MIN + " and " + SetClock.MAX + "; write it as 2027-03-01T09:00:00Z");
        }

        private int port(String option, int number) {
            if (number < 0 || number > 65535) {
                throw new CommandLine.ParameterException(spec.commandLine(), "Invalid value for option '" + option + "': " + number + " is not a port, 1 to 65535");
            }
            return number;
        }

        private static void await(CountDownLatch ended) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
