package eu.volens.ledger.wording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;

/** The language a page is rendered in: the one its address names, else what {@code ?lang=} or the browser asks for. */
public final class PageLanguage implements LocaleResolver {

    private static final String ATTRIBUTE = PageLanguage.class.getName();

    private final List<String> spoken;

    public PageLanguage(List<String> spoken) {
        this.spoken = spoken;
    }

    /** Says in which language the page that answers this request is rendered. */
    public static void set(HttpServletRequest request, String language) {
        request.setAttribute(ATTRIBUTE, language);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String language
                ? Locale.of(language)
                : Locale.of(Languages.choose(spoken, request.getParameter("lang"), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new IllegalStateException("A page's language is in its address");
    }
}
