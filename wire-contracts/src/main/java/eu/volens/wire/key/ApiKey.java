package eu.volens.wire.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key as it is kept: who has it, what it opens, and the SHA-256 of it. A plain hash is enough, because a key is 32 random bytes and nothing
 * that a person made up; the file tells its thief who there is and no key.
 *
 * @param name   of the program that has it, for logs and for taking it back
 * @param sha256 of the key's characters, 64 hexadecimal digits
 */
public record ApiKey(String name, Set<Scope> scopes, String sha256) {

    /** So that a key is known for one wherever it is found. */
    public static final String PREFIX = "volens_";

    private static final int KEY_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        scopes = Set.copyOf(scopes);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has lower-case letters, digits and hyphens, 40 at most");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key needs at least one scope");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a hash has 64 hexadecimal digits");
        }
    }

    /** @param random fills an array with secure random bytes */
    public static String generate(Consumer<byte[]> random) {
        var bytes = new byte[KEY_BYTES];
        random.accept(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param key in clear; not kept */
    public static ApiKey of(String name, Set<Scope> scopes, String key) {
        return new ApiKey(name, scopes, hash(key));
    }

    static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** One line of the file: name, scopes with commas, hash. */
    public String line() {
        return name + " " + scopes.stream().sorted().map(Scope::code).collect(Collectors.joining(",")) + " " + sha256;
    }

    /** @throws IllegalArgumentException for anything else than {@link #line} has written; says what is wrong */
    public static ApiKey parse(String line) {
        var parts = line.strip().split("\\s+");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a line has a name, scopes separated by commas, and a hash");
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (var code : parts[1].split(",")) {
            scopes.add(Scope.of(code).orElseThrow(() -> new IllegalArgumentException("the scopes are "
                    + Arrays.stream(Scope.values()).map(Scope::code).collect(Collectors.joining(", ")) + ", not " + code)));
        }
        return new ApiKey(parts[0], scopes, parts[2]);
    }

    /** The key in the header {@code Authorization: Bearer} (RFC 6750); empty when there is none. */
    public static Optional<String> in(String authorization) {
        var scheme = "Bearer ";
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length()) ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
