package eu.volens.rights.person;

import eu.volens.rights.lookup.Token;
import eu.volens.rights.throttle.ClientAddress;
import eu.volens.rights.throttle.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * How often links may be tried: per client, so that nobody tries many, and per link, so that nobody presses one for ever. A token has 256
 * random bits; this only keeps the noise down.
 */
@Component
class LinkLimits {

    static final int PER_CLIENT_MAX = 200;
    static final int PER_LINK_MAX = 20;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final RateLimit perClient = new RateLimit(PER_CLIENT_MAX, WITHIN);
    private final RateLimit perLink = new RateLimit(PER_LINK_MAX, WITHIN);
    private final Clock clock;

    LinkLimits(Clock clock) {
        this.clock = clock;
    }

    /** @return whether it is refused; then the answer is 429 and already given */
    boolean refuseLook(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return refuse(perClient.refused(ClientAddress.of(request), clock.instant()), request, response);
    }

    /** As {@link #refuseLook}, for what acts. */
    boolean refuseAct(String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Instant now = clock.instant();
        Optional<Duration> wait = perClient.refused(ClientAddress.of(request), now)
                .or(() -> perLink.refused(HexFormat.of().formatHex(Token.hash(token)), now));
        return refuse(wait, request, response);
    }

    private static boolean refuse(Optional<Duration> wait, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (wait.isEmpty()) {
            return false;
        }
        response.setIntHeader(HttpHeaders.RETRY_AFTER, RateLimit.retryAfterSeconds(wait.get()));
        request.setAttribute("waitMinutes", wait.get().plusSeconds(59).toMinutes());
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        return true;
    }
}
