package eu.volens.standalone.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A token that proves a command to the running Volens. */
public final class TokenFile {

    /** What can stand in a header (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private TokenFile() {}

    /**
     * @param data  the data folder, which holds the token under {@code name}
     * @param other the file to take instead, or null
     * @param whose as people call the token
     * @throws Refusal when there is none, with what to do about it
     */
    public static String read(Path data, String name, @Nullable Path other, String whose) {
        Path file = other == null ? data.resolve("keys").resolve(name) : other;
        try {
            String token = Files.readString(file).strip();
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
        } catch (IOException unreadable) {
            throw new Refusal("the " + whose + " cannot be read from " + file
                    + "; give the data folder of the running Volens with --data DIR, or a file with the token with --token-file FILE", unreadable);
        }
        throw new Refusal("the file " + file + " holds no token; give the right one with --token-file FILE");
    }
}
