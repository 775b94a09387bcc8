package eu.volens.rights.person;

import eu.volens.rights.consentrecord.BannerCookie;
import eu.volens.rights.consentrecord.ConsentRecordIds;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.page.PageLanguage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** "Was it you who wrote?" Shown to whoever opens the link, answered by pressing the button only, and as often as one likes. */
@Controller
class IdentityPages {
    private final IdentityLinks links;
    private final LinkLimits limits;
    private final JsonMapper json;

    IdentityPages(IdentityLinks links, LinkLimits limits, JsonMapper json) {
        this.links = links;
        this.limits = limits;
        this.json = json;
    }

    /** Null when too many were tried: the answer is given then. */
    @GetMapping("/identity/{token}")
    @Nullable String show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        return limits.refuseLook(request, response) ? null : page(links.look(token), request, response, model);
    }

    /**
     * @param fromBrowser the number that the page offered from the banner's cookie, if the person ticked it
     * @param typed       numbers the person typed
     */
    @PostMapping("/identity/{token}")
    @Nullable String confirm(@PathVariable String token, @RequestParam(defaultValue = "") String fromBrowser,
            @RequestParam(defaultValue = "") String typed,
            HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        if (limits.refuseAct(token, request, response)) {
            return null;
        }
        return switch (ConsentRecordIds.of(fromBrowser + " " + typed, IdentityLinks.CONSENT_RECORDS_MAX)) {
            case ConsentRecordIds.Read(var ids) -> {
                var answer = links.confirm(token, ids);
                yield answer instanceof IdentityLinks.Confirmed
                        ? "redirect:/identity/{token}"
                        : page(answer, request, response, model);
            }
            case ConsentRecordIds.Unreadable(var part) ->
                    refused("identity.records.unreadable", part, token, typed, request, response, model);
            case ConsentRecordIds.TooMany() ->
                    refused("identity.records.too-many", "", token, typed, request, response, model);
        };
    }

    /** Asks whether the person means it; changes nothing. */
    @GetMapping("/identity/{token}/withdraw")
    @Nullable String reviewWithdrawal(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        if (limits.refuseLook(request, response)) {
            return null;
        }
        var answer = links.look(token);
        String shown = page(answer, request, response, model);
        boolean offered = answer instanceof IdentityLinks.Open || answer instanceof IdentityLinks.Confirmed confirmed && confirmed.withdrawable();
        return offered ? "identity/withdraw" : shown;
    }

    @PostMapping("/identity/{token}/withdraw")
    @Nullable String withdraw(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        if (limits.refuseAct(token, request, response)) {
            return null;
        }
        var answer = links.withdraw(token);
        return answer instanceof IdentityLinks.Withdrawn ? "redirect:/identity/{token}" : page(answer, request, response, model);
    }

    private String refused(String why, String part, String token, String typed, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusal", why);
        model.addAttribute("refusedPart", part);
        model.addAttribute("typed", typed);
        return page(links.look(token), request, response, model);
    }

    /** An unknown link and an expired one look the same: nothing is learnt by trying. */
    private String page(IdentityLinks.Answer answer, HttpServletRequest request, HttpServletResponse response, Model model) {
        model.addAttribute("link", answer);
        model.addAttribute("withdrawal", request.getRequestURI().replaceFirst("/withdraw$", "") + "/withdraw");
        return switch (answer) {
            case IdentityLinks.Open open -> {
                PageLanguage.ofCase(request, open.language());
                model.addAttribute("recordOfBrowser", BannerCookie.record(request, json).orElse(null));
                model.addAttribute("recordsMax", IdentityLinks.CONSENT_RECORDS_MAX);
                yield "identity/open";
            }
            case IdentityLinks.Confirmed confirmed -> {
                PageLanguage.ofCase(request, confirmed.language());
                yield "identity/confirmed";
            }
            case IdentityLinks.Withdrawn withdrawn -> {
                PageLanguage.ofCase(request, withdrawn.language());
                yield "identity/withdrawn";
            }
            case IdentityLinks.CaseClosed closed -> {
                PageLanguage.ofCase(request, closed.language());
                response.setStatus(HttpStatus.GONE.value());
                yield "identity/closed";
            }
            case IdentityLinks.Expired expired -> {
                PageLanguage.ofCase(request, expired.language());
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "identity/unusable";
            }
            case IdentityLinks.Unknown() -> {
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "identity/unusable";
            }
        };
    }
}
