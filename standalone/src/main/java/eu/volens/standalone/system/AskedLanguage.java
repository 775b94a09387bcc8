package eu.volens.standalone.system;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * A page speaks the language its address asks for ({@code ?lang=nl}), else the one the browser prefers, else English.
 * Nothing is stored: links carry the choice on.
 */
public final class AskedLanguage implements LocaleResolver {

    /** The languages of the house, ISO 639-1. */
    public static final List<String> ALL = List.of("fr", "nl", "de", "en");

    /** The language in the request's address, when it is one of ours. */
    public static Optional<String> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("lang")).filter(ALL::contains);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Locale.of(asked(request).orElseGet(() -> preferred(request)));
    }

    private static String preferred(HttpServletRequest request) {
        return Collections.list(request.getLocales()).stream().map(Locale::getLanguage).filter(ALL::contains).findFirst().orElse("en");
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is in the address");
    }
}
