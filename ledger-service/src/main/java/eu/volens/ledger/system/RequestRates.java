package eu.volens.ledger.system;

import eu.volens.ledger.address.ClientAddresses;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.rate.RateLimits;
import eu.volens.ledger.rate.RateLimits.Kind;
import eu.volens.ledger.token.BearerToken;
import eu.volens.ledger.token.KeyGate;
import eu.volens.wire.key.ApiKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who has asked too much has to wait: 429 with {@code Retry-After} (RFC 6585 §4), before a body is read. Not to be taken for 503, which says that
 * the ledger is busy, whoever asks. Services of the house and auditors are let through, and what a probe or a page's {@code link} asks for.
 */
final class RequestRates extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** Answered from memory, or for the platform. */
    private static final List<String> UNCOUNTED = List.of("/banner/", "/style/", "/actuator/", "/.well-known/");

    private final RateLimits limits;
    private final ClientAddresses clients;
    private final KeyGate keys;
    private final List<BearerToken> ofTheHouse;

    RequestRates(RateLimits limits, ClientAddresses clients, KeyGate keys, List<BearerToken> ofTheHouse) {
        this.limits = limits;
        this.clients = clients;
        this.keys = keys;
        this.ofTheHouse = ofTheHouse;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return UNCOUNTED.stream().anyMatch(path(request)::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        var key = keys.find(authorization);
        var wait = key.isPresent() ? limits.take(key.get().name()) : ofVisitor(request, authorization);
        if (wait.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response, key, wait.get());
        }
    }

    private Optional<Duration> ofVisitor(HttpServletRequest request, @Nullable String authorization) {
        if (authorization != null && ofTheHouse.stream().anyMatch(it -> it.admits(authorization))) {
            return Optional.empty();
        }
        var kind = READING.contains(request.getMethod()) ? Kind.READ : Kind.WRITE;
        return clients.of(request).flatMap(address -> limits.take(address, kind));
    }

    /** Without the detours that an address as it was sent may take. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath();
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Optional<ApiKey> key, Duration wait) throws IOException {
        var seconds = wait.toSeconds() + 1;
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        var address = path(request);
        if (!address.startsWith("/api/") && !address.startsWith("/log/")) {
            response.sendError(Problem.TOO_MANY_REQUESTS.status().value());
            return;
        }
        response.setStatus(Problem.TOO_MANY_REQUESTS.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(ProblemJson.bytes(Problem.TOO_MANY_REQUESTS.detail((key.isPresent() ? "This key asks" : "This address asks")
                + " more than it may; nothing was recorded. Send the request again in " + seconds + " s, under the same idempotency key.")));
    }
}
