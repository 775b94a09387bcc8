package eu.volens.rights.mailbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a signature wraps when it is not beside but around a message (S/MIME's {@code signed-data}: CMS, RFC 5652, section 5, in BER). Only
 * the way to the content is walked, once and forwards; the signature itself is not looked at. Never throws, whatever the bytes.
 */
final class SignedContent {

    private static final byte[] SIGNED_DATA = {0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x07, 0x02};
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int OCTETS_IN_PIECES = 0x24;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int EXPLICIT = 0xa0;
    /** BER's "until the end mark", which whoever streams must use. */
    private static final int UNTIL_MARK = -1;
    private static final int NOTHING = -2;

    private final byte[] cms;
    private int position;

    private SignedContent(byte[] cms) {
        this.cms = cms;
    }

    /** The content; empty when this is something else, such as something encrypted. */
    static Optional<byte[]> of(byte[] cms) {
        return new SignedContent(cms).content();
    }

    private Optional<byte[]> content() {
        boolean there = enter(SEQUENCE) && isSignedData() && skip(OBJECT_ID) && enter(EXPLICIT) && enter(SEQUENCE)
                && skip(INTEGER) && skip(SET) && enter(SEQUENCE) && skip(OBJECT_ID) && enter(EXPLICIT);
        if (!there) {
            return Optional.empty();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int inPieces = open(OCTETS_IN_PIECES);
        int end = inPieces == UNTIL_MARK ? cms.length : position + inPieces;
        do {
            int size = open(OCTETS);
            if (size < 0 || size > cms.length - position) {
                break;
            }
            content.write(cms, position, size);
            position += size;
        } while (inPieces != NOTHING && position < end);
        return content.size() == 0 ? Optional.empty() : Optional.of(content.toByteArray());
    }

    private boolean isSignedData() {
        int end = Math.min(cms.length, position + SIGNED_DATA.length);
        return Arrays.equals(cms, position, end, SIGNED_DATA, 0, SIGNED_DATA.length);
    }

    private boolean enter(int tag) {
        return open(tag) != NOTHING;
    }

    private boolean skip(int tag) {
        int size = open(tag);
        if (size < 0 || size > cms.length - position) {
            return false;
        }
        position += size;
        return true;
    }

    /** Goes behind tag and length when this tag is next. @return the length, {@link #UNTIL_MARK} or {@link #NOTHING} */
    private int open(int tag) {
        if (position + 1 >= cms.length || (cms[position] & 0xff) != tag) {
            return NOTHING;
        }
        int first = cms[position + 1] & 0xff;
        int more = first < 0x80 ? 0 : first & 0x7f;
        if (more > 4 || position + 2 + more > cms.length) {
            return NOTHING;
        }
        long size = first < 0x80 ? first : 0;
        for (int i = 0; i < more; i++) {
            size = size << 8 | cms[position + 2 + i] & 0xff;
        }
        if (size > cms.length) {
            return NOTHING;
        }
        position += 2 + more;
        return first == 0x80 ? UNTIL_MARK : (int) size;
    }
}
