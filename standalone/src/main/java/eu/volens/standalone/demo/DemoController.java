package eu.volens.standalone.demo;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The four areas of the demonstration site, and the film that waits for a yes, under the strictest policy a site may have. */
@Controller
class DemoController {

    /** The site of the shipped controller whose areas these pages play. */
    static final String SITE = "itsme-id";

    private static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";
    private static final List<String> AREAS = List.of("personal", "support", "business", "account");
    private static final List<String> PURPOSES = List.of("necessary", "preferences", "functional", "analytics", "marketing");

    @ModelAttribute
    void common(Model model, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        model.addAttribute("site", SITE);
        model.addAttribute("areas", AREAS);
        model.addAttribute("purposes", PURPOSES);
    }

    @GetMapping({"/demo", "/demo/"})
    String entrance(@RequestParam(required = false) @Nullable String lang) {
        var area = UriComponentsBuilder.fromPath("/demo/business").queryParamIfPresent("lang", Optional.ofNullable(lang));
        return "redirect:" + area.encode().toUriString();
    }

    @GetMapping("/demo/{area:personal|support|business|account}")
    String area(@PathVariable String area, Model model) {
        model.addAttribute("area", area);
        return "demo/" + area;
    }

    @GetMapping("/demo/film")
    String film() {
        return "demo/film";
    }
}
