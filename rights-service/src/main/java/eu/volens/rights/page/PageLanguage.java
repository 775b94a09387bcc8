package eu.volens.rights.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * In which of the four languages a page speaks: what its address asks for ({@code ?lang=nl}), else the language of the case,
 * else what the signed-in person chose, else what the browser prefers, else French.
 * Nothing is stored for visitors who have no session.
 */
@Component("localeResolver")
public class PageLanguage implements LocaleResolver {
    /** ISO 639-1, in the order in which they are offered. */
    public static final List<String> ALL = List.of("fr", "nl", "de", "en");

    private static final String CHOSEN = PageLanguage.class.getName() + ".chosen";
    private static final String OF_CASE = PageLanguage.class.getName() + ".case";

    /** The rest of this request is answered in the language of the case that it is about. */
    public static void ofCase(HttpServletRequest request, String language) {
        request.setAttribute(OF_CASE, language);
    }

    /** Keeps a choice for the rest of the session. */
    public static void remember(HttpServletRequest request, String language) {
        var session = request.getSession(false);
        if (session != null && ALL.contains(language)) {
            session.setAttribute(CHOSEN, language);
        }
    }

    /** What the address asks for, if it is a language we have. */
    public static Optional<String> asked(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getParameter("lang")).filter(ALL::contains);
        } catch (IllegalStateException unreadable) {
            // The page that says so is shown in a language as well.
            return Optional.empty();
        }
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Locale.of(asked(request)
                .or(() -> known(request.getAttribute(OF_CASE)))
                .or(() -> chosen(request))
                .orElseGet(() -> preferred(request)));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (locale != null) {
            remember(request, locale.getLanguage());
        }
    }

    private static Optional<String> chosen(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? Optional.empty() : known(session.getAttribute(CHOSEN));
    }

    private static Optional<String> known(@Nullable Object language) {
        return Optional.ofNullable(language).map(Object::toString).filter(ALL::contains);
    }

    private static String preferred(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return ALL.getFirst();
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage).filter(ALL::contains).findFirst().orElse(ALL.getFirst());
    }
}
