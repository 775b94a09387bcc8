package eu.volens.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * What a log says of itself at one moment, C2SP tlog-checkpoint: the text that it signs.
 *
 * @param origin which log this is
 * @param extensions further lines, opaque; ours has none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

    private static final int MANDATORY_LINES = 3;

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (isNoLine(origin) || extensions.stream().anyMatch(Checkpoint::isNoLine)) {
            throw new MalformedException("an empty line, or a line feed within one, stands in the checkpoint");
        }
    }

    public static Checkpoint of(String origin, TreeHead head) {
        return new Checkpoint(origin, head, List.of());
    }

    /** @throws MalformedException for anything but the one way to write a checkpoint's text */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedException("the checkpoint does not end with a line feed");
        }
        List<String> lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < MANDATORY_LINES) {
            throw new MalformedException("a checkpoint has at least an origin, a size and a root");
        }
        TreeHead head = new TreeHead(Decimal.parse(lines.get(1)), Hash.ofBase64(lines.get(2)));
        return new Checkpoint(lines.get(0), head, lines.subList(MANDATORY_LINES, lines.size()));
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(head.size()).append('\n').append(head.root().base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    public long size() {
        return head.size();
    }

    public Hash root() {
        return head.root();
    }

    private static boolean isNoLine(String line) {
        return line.isEmpty() || line.indexOf('\n') >= 0;
    }
}
