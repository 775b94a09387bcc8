package eu.volens.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Text with signatures, C2SP signed-note. Having one says nothing yet: the text is to be ignored until {@link #verify} was content.
 *
 * @param text ends with a line feed
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    public static final int SIGNATURES_MAX = 100;
    public static final int NOTE_BYTES_MAX = 1 << 20;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new MalformedException("the text of a note ends with a line feed");
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new MalformedException("a control character stands in the note");
        }
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new MalformedException("a note has 1 to " + SIGNATURES_MAX + " signatures, not " + signatures.size());
        }
    }

    /** @throws MalformedException for anything that could be written differently, or is no note */
    public static SignedNote parse(byte[] note) {
        if (note.length > NOTE_BYTES_MAX) {
            throw new MalformedException("a note of more than " + NOTE_BYTES_MAX + " bytes");
        }
        String all = utf8(note);
        int blank = all.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("no blank line between text and signatures");
        }
        String lines = all.substring(blank + 2);
        if (!lines.endsWith("\n")) {
            throw new MalformedException("the last signature line does not end");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines.substring(0, lines.length() - 1).split("\n", SIGNATURES_MAX + 1)) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(all.substring(0, blank + 1), signatures);
    }

    public byte[] encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same note with more signatures below; those it has already are not repeated. */
    public SignedNote with(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /**
     * Who of these signed. Signatures by others are ignored, also those that share a name or an id with a known key.
     *
     * @return at least one, each key once
     * @throws NoteRejectedException when none did, or a signature under the name and id of a known key is not good
     * @throws IllegalArgumentException when two of the keys cannot be told apart
     */
    public List<VerifiedSignature> verify(Collection<VerifierKey> known) {
        refuseAmbiguity(known);
        Map<VerifierKey, VerifiedSignature> verified = new LinkedHashMap<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (key.claims(signature)) {
                    verified.putIfAbsent(key, key.verify(text, signature)
                            .orElseThrow(() -> new NoteRejectedException("the signature of " + key.name() + " is not good")));
                }
            }
        }
        if (verified.isEmpty()) {
            throw new NoteRejectedException("not signed by any key that was given");
        }
        return List.copyOf(verified.values());
    }

    private static void refuseAmbiguity(Collection<VerifierKey> known) {
        for (VerifierKey one : known) {
            for (VerifierKey other : known) {
                if (!one.equals(other) && one.id() == other.id() && one.name().equals(other.name())) {
                    throw new IllegalArgumentException("two keys with the same name and id: " + one + " and " + other);
                }
            }
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw new MalformedException("not UTF-8");
        }
    }
}
