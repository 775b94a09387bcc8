package eu.volens.standalone.home;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page may name without its own code asking for it. */
@ControllerAdvice
class PageFrame {

    private final ControllerFacts controller;

    PageFrame(ControllerFacts controller) {
        this.controller = controller;
    }

    @ModelAttribute("links")
    Links links(HttpServletRequest request) {
        return Links.of(request);
    }

    @ModelAttribute("moments")
    Moments moments(Locale locale) {
        return new Moments(locale, controller.zone());
    }
}
