package eu.volens.ledger.token;

import eu.volens.ledger.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A secret that a program sends in the header {@code Authorization: Bearer} (RFC 6750). Without one set, nobody is let in. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final String whose;

    /**
     * @param token blank for none
     * @param whose as in "the services' token"
     */
    public BearerToken(String token, String whose) {
        this.token = token.strip().getBytes(StandardCharsets.UTF_8);
        this.whose = whose;
    }

    /**
     * Lets its holder pass. Compared in constant time: how much of a guess was right must not show.
     *
     * @param authorization the header, if there is one
     * @throws org.springframework.web.ErrorResponseException 401 for anybody else
     */
    public void demand(@Nullable String authorization) {
        if (!admits(authorization)) {
            var answer = Problem.NO_TOKEN.answer("Send the header `Authorization: Bearer` with " + whose + " token.");
            answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw answer;
        }
    }

    /** Whether this is its holder. */
    public boolean admits(@Nullable String authorization) {
        return token.length > 0 && authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(token, authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
