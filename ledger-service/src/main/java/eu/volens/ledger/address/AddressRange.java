package eu.volens.ledger.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Neighbouring addresses, in CIDR notation (RFC 4632, RFC 4291 §2.3): those that begin with the same bits. */
record AddressRange(InetAddress first, int bits) {

    /** @throws IllegalArgumentException for anything but {@code 10.0.0.0/8}, {@code fc00::/7}, or one address */
    static AddressRange parse(String written) {
        var parts = written.strip().split("/", -1);
        var first = InetAddress.ofLiteral(parts[0]);
        var longest = first.getAddress().length * Byte.SIZE;
        var bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
        if (parts.length > 2 || bits < 0 || bits > longest) {
            throw new IllegalArgumentException("an address, or the first of a range with the number of bits that they share, such as 10.0.0.0/8");
        }
        return around(first, bits);
    }

    /** The neighbours that share an address's first bits; of a shorter address, itself. */
    static AddressRange around(InetAddress address, int bits) {
        var bytes = address.getAddress();
        var kept = Math.min(bits, bytes.length * Byte.SIZE);
        for (int at = 0; at < bytes.length; at++) {
            var keptHere = Math.clamp(kept - at * Byte.SIZE, 0, Byte.SIZE);
            bytes[at] &= (byte) (0xff << (Byte.SIZE - keptHere));
        }
        try {
            return new AddressRange(InetAddress.getByAddress(bytes), kept);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("As many bytes as before", impossible);
        }
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length && around(address, bits).first().equals(first);
    }
}
