package eu.volens.standalone.access;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.ApiKeys;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code volens access}: gives backends keys and takes them away. Works on the file, so it works while Volens runs, and counts within seconds. */
@Command(name = "access", synopsisSubcommandLabel = "COMMAND", sortOptions = false,
        subcommands = {AccessCommand.Add.class, AccessCommand.Remove.class, AccessCommand.Show.class},
        description = "Give backends keys to the interfaces, or take them away.")
public final class AccessCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private abstract static class OfFolder implements Runnable {

        @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of everything that is kept (default ./data).")
        Path data;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Spec
        CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            if (!DataFolder.isOne(data)) {
                throw new Refusal("there is no data of Volens in " + data.toAbsolutePath().normalize() + "; name its folder with --data DIR");
            }
            var file = data.resolve("keys").resolve("api-keys");
            try {
                change(file, new ArrayList<>(ApiKeys.parse(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new Refusal("the keys cannot be changed (" + e.getMessage() + ")", e);
            }
        }

        abstract void change(Path file, List<ApiKey> keys) throws IOException;

        void write(Path file, List<ApiKey> keys) throws IOException {
            DataFolder.writeDurably(file, keys.stream().map(it -> it.line() + "\n").collect(Collectors.joining()));
        }

        void say(String line) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    /** {@code volens access add}. */
    @Command(name = "add", sortOptions = false, description = "Make a key, and show it once.")
    static final class Add extends OfFolder {

        @Parameters(paramLabel = "NAME", description = "Of the program that will have it: lower-case letters, digits and hyphens.")
        String name;

        @Parameters(paramLabel = "SCOPE", arity = "1..*", index = "1..*",
                description = "What it opens: consents:write, consents:read, permissions:read, policies:publish, mails:write, statistics:read, "
                        + "requests:write or persons:erase.")
        List<String> scopes;

        @Override
        void change(Path file, List<ApiKey> keys) throws IOException {
            if (keys.stream().anyMatch(it -> it.name().equals(name))) {
                throw new Refusal("there is a key for " + name + " already; remove it first, or take another name");
            }
            var key = ApiKey.generate(Surroundings.real().random()::nextBytes);
            keys.add(ApiKey.of(name, scopes(), key));
            write(file, keys);
            say(key);
        }

        private Set<Scope> scopes() {
            Set<Scope> known = new LinkedHashSet<>();
            for (var code : scopes) {
                known.add(Scope.of(code).orElseThrow(() -> new Refusal("there is no scope " + code + "; there are "
                        + Arrays.stream(Scope.values()).map(Scope::code).collect(Collectors.joining(", ")))));
            }
            return known;
        }
    }

    /** {@code volens access remove}. */
    @Command(name = "remove", sortOptions = false, description = "Take a key away; within seconds it opens nothing.")
    static final class Remove extends OfFolder {

        @Parameters(paramLabel = "NAME", description = "Of the program that has it.")
        String name;

        @Override
        void change(Path file, List<ApiKey> keys) throws IOException {
            if (!keys.removeIf(it -> it.name().equals(name))) {
                throw new Refusal("there is no key for " + name + "; see volens access list");
            }
            write(file, keys);
        }
    }

    /** {@code volens access list}. */
    @Command(name = "list", sortOptions = false, description = "Show who has a key for what; the keys themselves are not kept.")
    static final class Show extends OfFolder {

        @Override
        void change(Path file, List<ApiKey> keys) {
            keys.forEach(it -> say(it.name() + "  " + it.scopes().stream().sorted().map(Scope::code).collect(Collectors.joining(", "))));
        }
    }
}
