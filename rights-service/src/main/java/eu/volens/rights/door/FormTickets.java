package eu.volens.rights.door;

import eu.volens.rights.Ids;
import eu.volens.rights.lookup.LookupKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a form carries instead of a session: proof that we showed it, when, and a number that makes pressing the button twice one request.
 * Nothing about the visitor is in it or kept for it. Safe for many threads and instances.
 */
final class FormTickets {

    /** Long enough to write a letter with pauses, short enough that a stock of them is worth little. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int NUMBER_BYTES = 16;
    private static final int SIGNED_BYTES = Long.BYTES + NUMBER_BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final int CHARACTERS_MAX = 100;

    private final LookupKey key;
    private final Ids ids;
    private final Clock clock;

    FormTickets(LookupKey key, Ids ids, Clock clock) {
        this.key = key;
        this.ids = ids;
        this.clock = clock;
    }

    String issue() {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES).putLong(clock.millis()).put(ids.secret(NUMBER_BYTES)).array();
        byte[] ticket = Arrays.copyOf(signed, SIGNED_BYTES + SIGNATURE_BYTES);
        System.arraycopy(key.hmac("form-ticket", signed), 0, ticket, SIGNED_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }

    /** The number of a form that was shown by us and not too long ago; empty for anything else. Never throws. */
    Optional<String> number(String ticket) {
        byte[] bytes = bytes(ticket);
        if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] right = Arrays.copyOf(key.hmac("form-ticket", signed), SIGNATURE_BYTES);
        Instant issuedAt = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
        return MessageDigest.isEqual(right, Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length)) && clock.instant().isBefore(issuedAt.plus(LIFETIME))
                ? Optional.of(HexFormat.of().formatHex(signed)) : Optional.empty();
    }

    private static byte[] bytes(String ticket) {
        try {
            return ticket.length() > CHARACTERS_MAX ? new byte[0] : Base64.getUrlDecoder().decode(ticket);
        } catch (IllegalArgumentException notOfOurs) {
            return new byte[0];
        }
    }
}
