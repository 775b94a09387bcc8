package eu.volens.merkle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a request to a witness, C2SP tlog-witness {@code add-checkpoint}: an old size, the consistency proof from there, the
 * checkpoint. The same bytes serve as a file that proves consistency.
 *
 * @param oldSize of the tree that the witness knows; 0 when it knows none, and then {@code path} is empty
 */
public record AddCheckpoint(long oldSize, List<Hash> path, SignedNote checkpoint) {

    private static final String OLD = "old ";

    public AddCheckpoint {
        path = List.copyOf(path);
        // Whether it may be believed is for the signatures to say; that it is a checkpoint has to be plain before.
        Checkpoint.parse(checkpoint.text());
        if (oldSize < 0 || path.size() > HashLines.HASHES_MAX || oldSize == 0 && !path.isEmpty()) {
            throw new MalformedException("an old size below zero, a proof from nothing, or one of more than " + HashLines.HASHES_MAX + " hashes");
        }
    }

    /** @throws MalformedException for anything but the one way to write it */
    public static AddCheckpoint parse(byte[] body) {
        String all = new String(body, StandardCharsets.ISO_8859_1);
        int blank = all.indexOf("\n\n");
        if (blank < 0 || !all.startsWith(OLD)) {
            throw new MalformedException("no line with the old size, or no blank line after the proof");
        }
        List<String> lines = Arrays.asList(all.substring(0, blank).split("\n", -1));
        return new AddCheckpoint(Decimal.parse(lines.get(0).substring(OLD.length())), HashLines.parse(lines.subList(1, lines.size())),
                SignedNote.parse(Arrays.copyOfRange(body, blank + 2, body.length)));
    }

    public byte[] encode() {
        StringBuilder head = new StringBuilder(OLD).append(oldSize).append('\n');
        HashLines.append(head, path);
        head.append('\n');
        byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] note = checkpoint.encode();
        byte[] body = Arrays.copyOf(first, first.length + note.length);
        System.arraycopy(note, 0, body, first.length, note.length);
        return body;
    }
}
