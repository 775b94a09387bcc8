package eu.volens.merkle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file that proves offline that an entry is in a log, C2SP tlog-proof; named {@code *.tlog-proof}.
 *
 * @param extra data of the application, which nothing vouches for
 * @param index of the entry
 * @param path the inclusion proof
 * @param checkpoint that it leads to, with its signatures
 */
public record TlogProof(Optional<byte[]> extra, long index, List<Hash> path, SignedNote checkpoint) {

    public static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    public static final int FILE_BYTES_MAX = 2 * SignedNote.NOTE_BYTES_MAX;

    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        extra = extra.map(byte[]::clone);
        path = List.copyOf(path);
        // Whether it may be believed is for the signatures to say; that it is a checkpoint has to be plain before.
        Checkpoint.parse(checkpoint.text());
        if (index < 0) {
            throw new MalformedException("an index below zero");
        }
    }

    /** @throws MalformedException for anything but the one way to write a proof */
    public static TlogProof parse(byte[] file) {
        if (file.length > FILE_BYTES_MAX) {
            throw new MalformedException("a proof of more than " + FILE_BYTES_MAX + " bytes");
        }
        int blank = blankLine(file);
        // Every byte of this part has to be ASCII; whatever is not turns into a character that no line can hold.
        List<String> lines = Arrays.asList(new String(file, 0, blank, StandardCharsets.US_ASCII).split("\n", -1));
        if (!lines.get(0).equals(FIRST_LINE)) {
            throw new MalformedException("the first line is not " + FIRST_LINE);
        }
        boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        int indexLine = hasExtra ? 2 : 1;
        if (lines.size() <= indexLine || !lines.get(indexLine).startsWith(INDEX)) {
            throw new MalformedException("no index line");
        }
        return new TlogProof(hasExtra ? Optional.of(StrictBase64.decode(lines.get(1).substring(EXTRA.length()))) : Optional.empty(),
                Decimal.parse(lines.get(indexLine).substring(INDEX.length())),
                HashLines.parse(lines.subList(indexLine + 1, lines.size())),
                SignedNote.parse(Arrays.copyOfRange(file, blank + 2, file.length)));
    }

    private static int blankLine(byte[] file) {
        for (int i = 0; i + 1 < file.length; i++) {
            if (file[i] == '\n' && file[i + 1] == '\n') {
                return i;
            }
        }
        throw new MalformedException("no blank line between proof and checkpoint");
    }

    public byte[] encode() {
        StringBuilder head = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(bytes -> head.append(EXTRA).append(StrictBase64.encode(bytes)).append('\n'));
        head.append(INDEX).append(index).append('\n');
        HashLines.append(head, path);
        head.append('\n');
        byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] note = checkpoint.encode();
        byte[] file = Arrays.copyOf(first, first.length + note.length);
        System.arraycopy(note, 0, file, first.length, note.length);
        return file;
    }

    @Override
    public Optional<byte[]> extra() {
        return extra.map(byte[]::clone);
    }
}
