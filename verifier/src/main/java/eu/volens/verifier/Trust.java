package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Excerpt;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifiedSignature;
import eu.volens.merkle.VerifierKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Whom the person at the keyboard trusts, and what a checkpoint must show for it. */
final class Trust {

    private static final int KEYS_BYTES_MAX = 1 << 16;
    private static final int VKEY_CHARACTERS_MAX = 200;

    private final List<String> vkeys;
    private final @Nullable Path keysFile;
    private final @Nullable String origin;
    private final int witnessesMin;

    private Trust(ParseResult given) {
        vkeys = given.matchedOptionValue("--key", List.of());
        keysFile = given.matchedOptionValue("--keys", null);
        origin = given.matchedOptionValue("--origin", null);
        witnessesMin = given.matchedOptionValue("--witnesses", 0);
    }

    static Trust of(ParseResult given) {
        return new Trust(given);
    }

    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("--key").paramLabel("VKEY").type(List.class).auxiliaryTypes(String.class)
                .description("A key you trust, of the log or of a witness: name+id+base64. Repeat for more.").build());
        command.addOption(OptionSpec.builder("--keys").paramLabel("FILE").type(Path.class)
                .description("More such keys, one a line; lines that begin with # are remarks.").build());
        command.addOption(OptionSpec.builder("--origin").paramLabel("NAME").type(String.class)
                .description("The log that must speak, where it is not named like its key.").build());
        command.addOption(OptionSpec.builder("--witnesses").paramLabel("N").type(int.class).defaultValue("0")
                .description("How many of the witnesses' keys must have signed too (default: ${DEFAULT-VALUE}).").build());
    }

    /** The keys given on the command line; maybe none. */
    List<VerifierKey> keys() {
        List<VerifierKey> keys = new ArrayList<>();
        vkeys.forEach(vkey -> keys.add(key(vkey, "--key")));
        Path file = keysFile;
        if (file != null) {
            keys.addAll(keys(SmallFile.read(file, KEYS_BYTES_MAX), file.toString()));
        }
        return keys;
    }

    List<VerifierKey> requiredKeys() {
        List<VerifierKey> keys = keys();
        if (keys.isEmpty()) {
            throw UnprovenException.notJudged("without a key of the log nothing can be judged; give --key or --keys");
        }
        return keys;
    }

    static List<VerifierKey> keys(byte[] file, String name) {
        return new String(file, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> key(line, name)).toList();
    }

    /** Whether a file holds keys, and one of them signed this note. */
    static boolean signs(byte[] keys, byte[] note) {
        try {
            return !SignedNote.parse(note).verify(keys(keys, LogFiles.KEYS)).isEmpty();
        } catch (UnprovenException | MalformedException | NoteRejectedException | IllegalArgumentException noKeys) {
            return false;
        }
    }

    private static VerifierKey key(String vkey, String where) {
        try {
            return VerifierKey.parse(vkey);
        } catch (MalformedException notAKey) {
            throw UnprovenException.notJudged(where + ": " + notAKey.getMessage());
        }
    }

    /**
     * Reads a checkpoint of a file that may be anything.
     *
     * @throws UnprovenException does not hold, when it is not a checkpoint, or nobody trusted has signed it as this log
     */
    Checkpoint check(byte[] file, String name, List<VerifierKey> keys, PrintWriter out) {
        try {
            return check(SignedNote.parse(file), name, keys, out);
        } catch (MalformedException noNote) {
            throw UnprovenException.doesNotHold(name + " is not a signed checkpoint: " + noNote.getMessage());
        }
    }

    Checkpoint check(SignedNote note, String name, List<VerifierKey> keys, PrintWriter out) {
        List<VerifiedSignature> signatures = signatures(note, name, keys);
        Checkpoint checkpoint = parse(note, name);
        boolean byTheLog = signatures.stream().anyMatch(it -> it.key().type() == KeyType.ED25519 && speaksFor(it.key(), checkpoint));
        if (!byTheLog) {
            throw UnprovenException.doesNotHold(name + " speaks for " + Excerpt.of(checkpoint.origin())
                    + ", and no key that was given signed it as that log's");
        }
        long witnesses = signatures.stream().filter(it -> it.key().type() == KeyType.COSIGNATURE_V1).count();
        if (witnesses < witnessesMin) {
            throw UnprovenException.doesNotHold(name + " was signed by " + witnesses + " of the witnesses that were given, not by " + witnessesMin);
        }
        print(checkpoint, signatures, name, out);
        return checkpoint;
    }

    private static List<VerifiedSignature> signatures(SignedNote note, String name, List<VerifierKey> keys) {
        try {
            return note.verify(keys);
        } catch (NoteRejectedException rejected) {
            throw UnprovenException.doesNotHold(name + ": " + rejected.getMessage());
        } catch (IllegalArgumentException ambiguous) {
            throw UnprovenException.notJudged(ambiguous.getMessage());
        }
    }

    private static Checkpoint parse(SignedNote note, String name) {
        try {
            return Checkpoint.parse(note.text());
        } catch (MalformedException noCheckpoint) {
            throw UnprovenException.doesNotHold(name + " is not a checkpoint: " + noCheckpoint.getMessage());
        }
    }

    private boolean speaksFor(VerifierKey key, Checkpoint checkpoint) {
        String expected = origin;
        return checkpoint.origin().equals(expected == null ? key.name() : expected);
    }

    private static void print(Checkpoint checkpoint, List<VerifiedSignature> signatures, String name, PrintWriter out) {
        out.println(name + ": " + Excerpt.of(checkpoint.origin()) + ", " + checkpoint.size() + " entries, root " + checkpoint.root());
        signatures.forEach(it -> out.println("  signed by " + Excerpt.of(it.key().vkey(), VKEY_CHARACTERS_MAX) + it.at().map(at -> ", a witness, at " + at).orElse("")));
        if (!checkpoint.extensions().isEmpty()) {
            out.println("  and says " + checkpoint.extensions().size() + " more lines, which were not looked at");
        }
    }
}
