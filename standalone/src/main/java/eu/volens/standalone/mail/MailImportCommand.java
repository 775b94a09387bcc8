package eu.volens.standalone.mail;

import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.folder.RunningVolens;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code volens mail import}: one message after another, however many there are. Exit code 1 when one was refused. */
@Command(name = "import", sortOptions = false, description = "Hand in mails from files: .eml, mbox, or a folder of either (Maildir too).",
        footer = {"", "Each counts from when a mail server of ours took it, if its topmost Received field says so; otherwise from now.",
            "Mails of more than a month ago are not acknowledged by machine. The same files again change nothing."})
final class MailImportCommand implements Callable<Integer> {

    private static final int SAID_EVERY = 500;
    private static final int NAMED_MAX = 50;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "What to hand in.")
    List<Path> what = new ArrayList<>();

    @Option(names = "--mbox", paramLabel = "DIALECT", defaultValue = "rd",
            description = "How mbox files quote lines that begin with From: rd (any number of >, the default) or o (only one).")
    Mbox.Dialect dialect = Mbox.Dialect.RD;

    @Mixin
    RunningVolens running = new RunningVolens();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    private long taken;
    private long known;
    private long refused;

    @Override
    public Integer call() throws IOException {
        try (MailApi api = new MailApi(running.url(), running.serviceToken())) {
            for (Path path : what) {
                for (Path file : files(path)) {
                    handIn(file, api);
                }
            }
        }
        say(taken + " taken, " + known + " duplicates, " + refused + " refused");
        return refused == 0 ? 0 : 1;
    }

    /** In the order of their names. Hidden files hold the bookkeeping of mail programs, and links lead anywhere. */
    private static List<Path> files(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new Refusal(path + " cannot be read; name a file or a folder of mails");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !file.getFileName().toString().startsWith(".")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private void handIn(Path file, MailApi api) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            Mbox messages = Mbox.read(in, dialect);
            for (Optional<byte[]> message = messages.next(); message.isPresent(); message = messages.next()) {
                String name = messages.isMailbox() ? file + ", message " + messages.number() : file.toString();
                if (Mbox.isMessage(message.get())) {
                    handIn(name, message.get(), api);
                } else {
                    refuse(name, "this is no mail: it does not begin with a header field");
                }
            }
        }
    }

    private void handIn(String name, byte[] message, MailApi api) {
        MailApi.Answer answer = api.handIn(message);
        switch (answer.outcome()) {
            case TAKEN -> taken++;
            case KNOWN -> known++;
            case REFUSED -> refuse(name, answer.detail());
        }
        if ((taken + known + refused) % SAID_EVERY == 0) {
            say(taken + known + refused + " so far");
        }
    }

    private void refuse(String name, String why) {
        refused++;
        if (refused <= NAMED_MAX) {
            Objects.requireNonNull(spec).commandLine().getErr().println(name + ": " + why);
            Objects.requireNonNull(spec).commandLine().getErr().flush();
        }
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
        Objects.requireNonNull(spec).commandLine().getOut().flush();
    }
}
