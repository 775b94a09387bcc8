package eu.volens.rights.consentrecord;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cookie in which the banner keeps a visitor's choice: URL-encoded JSON with the record's number as {@code record}.
 * Read only to offer the number on the page; it goes nowhere until the person ticks it.
 */
public final class BannerCookie {
    public static final String NAME = "CookieConsent";

    private static final int CHARACTERS_MAX = 4_096;

    private BannerCookie() {}

    /** The record of the choice made in this browser; empty without one, or when it is somebody else's cookie of that name. */
    public static Optional<UUID> record(HttpServletRequest request, JsonMapper json) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> value.length() <= CHARACTERS_MAX)
                .flatMap(value -> number(value, json).stream())
                .findFirst();
    }

    private static Optional<UUID> number(String value, JsonMapper json) {
        try {
            var number = json.readTree(URLDecoder.decode(value, StandardCharsets.UTF_8)).path("record");
            return number.isString() ? ConsentRecordIds.id(number.stringValue()) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
