package eu.volens.ledger.origin;

import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;

/**
 * Cross-origin rules, per path. The banner's files are open to every page; a site's configuration only to the site's own origins. A
 * preflight of {@code /api/consents} does not say for which site it asks, so it is let through for every registered origin, and
 * {@link #check} looks again once the site is known. Credentials are never needed, so never allowed.
 */
public final class RegisteredOrigins implements CorsConfigurationSource {

    private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);
    private static final Pattern SITE_PATH = Pattern.compile("/api/sites/([a-z0-9-]+)/.*");

    private final CookieRegister register;
    private final String ownOrigin;
    private final CorsConfiguration consents;

    /** @param ownOrigin of the address under which people reach this service, such as {@code https://consent.example.eu} */
    public RegisteredOrigins(CookieRegister register, String ownOrigin) {
        this.register = register;
        this.ownOrigin = ownOrigin;
        this.consents = allow(register.sites().stream().flatMap(it -> it.origins().stream()).distinct().toList(), "GET", "HEAD", "POST");
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.equals("/api/consents") || path.startsWith("/api/consents/")) {
            return consents;
        }
        var site = SITE_PATH.matcher(path);
        if (site.matches()) {
            return allow(register.site(site.group(1)).map(Site::origins).orElse(List.of()), "GET", "HEAD");
        }
        if (path.startsWith("/banner/")) {
            var everyone = new CorsConfiguration();
            everyone.addAllowedOrigin(CorsConfiguration.ALL);
            everyone.setAllowedMethods(List.of("GET", "HEAD"));
            return everyone;
        }
        return null;
    }

    private CorsConfiguration allow(List<String> origins, String... methods) {
        var configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(Stream.concat(origins.stream(), Stream.of(ownOrigin)).toList());
        configuration.setAllowedMethods(List.of(methods));
        configuration.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE));
        configuration.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER));
        configuration.setMaxAge(PREFLIGHT_KEPT);
        return configuration;
    }

    /**
     * Refuses a request that a browser sends from a page of another site than the one it speaks for.
     *
     * @throws org.springframework.web.ErrorResponseException 403 origin-not-registered
     */
    public void check(HttpServletRequest request, String siteId) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!CorsUtils.isCorsRequest(request) || ownOrigin.equals(origin)) {
            return;
        }
        if (register.site(siteId).filter(site -> !site.origins().contains(origin)).isPresent()) {
            throw Problem.ORIGIN_NOT_REGISTERED.answer("The page's origin is not registered for this site; register it in sites.yaml.");
        }
    }
}
