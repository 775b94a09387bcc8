package eu.volens.benchmarks.crash;

import eu.volens.merkle.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a writer tells the harness, and with it the clients' side of the story: a line before each sending, and one for each answer. A line
 * is far shorter than what a pipe takes at once, so a kill leaves it whole or leaves it out.
 */
sealed interface Line {

    /** The log was opened, and clients begin. */
    record Began() implements Line {}

    /**
     * About to send a unit of as many events as streams are named, each event to the stream in its place.
     *
     * @param command its attempts are all the same wish: at most one of them may be recorded
     */
    record Sent(String command, int attempt, List<UUID> streams) implements Line {

        public Sent {
            streams = List.copyOf(streams);
        }
    }

    /** @param sequences under which each event was acknowledged */
    record Acked(String command, int attempt, List<Long> sequences) implements Line {

        public Acked {
            sequences = List.copyOf(sequences);
        }
    }

    /** Before sending again, all of an earlier attempt was read in the log: the client is told that it is recorded. */
    record Found(String command, int attempt) implements Line {}

    /** The client was told that nothing of it is recorded. */
    record Refused(String command, int attempt, String why) implements Line {}

    /** The client was told that it may or may not be recorded. */
    record Unsure(String command, int attempt, String why) implements Line {}

    /** A checkpoint that anybody may have seen from now on. */
    record Signed(SignedNote note) implements Line {}

    /** The writer met what must not happen. */
    record Failed(String why) implements Line {}

    default String write() {
        return switch (this) {
            case Began() -> "began";
            case Sent(String command, int attempt, List<UUID> streams) -> "sent " + command + " " + attempt + " " + joined(streams);
            case Acked(String command, int attempt, List<Long> sequences) -> "acked " + command + " " + attempt + " " + joined(sequences);
            case Found(String command, int attempt) -> "found " + command + " " + attempt;
            case Refused(String command, int attempt, String why) -> "refused " + command + " " + attempt + " " + oneLine(why);
            case Unsure(String command, int attempt, String why) -> "unsure " + command + " " + attempt + " " + oneLine(why);
            case Signed(SignedNote note) -> "signed " + Base64.getEncoder().encodeToString(note.encode());
            case Failed(String why) -> "failed " + oneLine(why);
        };
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), 400));
    }

    /** @throws IllegalArgumentException for what no writer writes */
    static Line read(String line) {
        String[] words = line.split(" ", 4);
        return switch (words[0]) {
            case "began" -> new Began();
            case "sent" -> new Sent(words[1], Integer.parseInt(words[2]), split(words[3]).map(UUID::fromString).toList());
            case "acked" -> new Acked(words[1], Integer.parseInt(words[2]), split(words[3]).map(Long::valueOf).toList());
            case "found" -> new Found(words[1], Integer.parseInt(words[2]));
            case "refused" -> new Refused(words[1], Integer.parseInt(words[2]), words[3]);
            case "unsure" -> new Unsure(words[1], Integer.parseInt(words[2]), words[3]);
            case "signed" -> new Signed(SignedNote.parse(Base64.getDecoder().decode(words[1].getBytes(StandardCharsets.US_ASCII))));
            case "failed" -> new Failed(line.substring("failed ".length()));
            default -> throw new IllegalArgumentException("Not a line of a writer: " + line);
        };
    }

    private static Stream<String> split(String values) {
        return Arrays.stream(values.split(","));
    }
}
