package eu.volens.standalone.home;

import eu.volens.standalone.system.AskedLanguage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Links between pages that carry the asked language on.
 *
 * @param suffix the language parameter of the present address, or empty
 */
public record Links(String suffix) {

    public static Links of(HttpServletRequest request) {
        return new Links(AskedLanguage.asked(request).map(language -> "lang=" + language).orElse(""));
    }

    /** A path, with the language. May have parameters already. */
    public String to(String path) {
        return suffix.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + suffix;
    }

    /** A path of segments that may hold anything, with the language. */
    public String to(String path, String... segments) {
        return to(UriComponentsBuilder.fromPath(path).pathSegment(segments).encode().toUriString());
    }
}
