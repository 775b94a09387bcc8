package eu.volens.rights.console;

import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.mailbox.SafeHtml;
import eu.volens.rights.page.NoSuchPage;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.Right;
import eu.volens.rights.signin.ConsoleUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One case: all that is known about it, and what can be done with it now. Actions are commands; a refusal is told in words. */
@Controller
@RequestMapping("/console/cases/{id}")
class CasePages {
    private final CaseDesk desk;
    private final AuditTrail trail;
    private final ErasureDesk erasure;
    private final Cases cases;
    private final Counting counting;

    CasePages(CaseDesk desk, AuditTrail trail, ErasureDesk erasure, Cases cases, Counting counting) {
        this.desk = desk;
        this.trail = trail;
        this.erasure = erasure;
        this.cases = cases;
        this.counting = counting;
    }

    @GetMapping
    String show(@PathVariable UUID id, Model model, Locale language) {
        var view = desk.view(id);
        model.addAttribute("c", view);
        model.addAttribute("keeping", erasure.find(id).orElseThrow(NoSuchPage::new));
        model.addAttribute("counted", counting.of(view.file(), language).orElse(null));
        model.addAttribute("way", CaseView.WAY);
        model.addAttribute("rights", Right.values());
        var told = trail.of(view.file().caseId(), language);
        model.addAttribute("trail", told instanceof AuditTrail.Told(var entries) ? entries : List.of());
        model.addAttribute("trailSilent", told instanceof AuditTrail.Silent);
        return "console/case";
    }

    /** What came with a message, as a download that no browser opens by itself: its sender's name and type for it are not believed. */
    @GetMapping("/messages/{message}/attachments/{number}")
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, @PathVariable UUID message, @PathVariable int number) {
        var bytes = cases.attachment(id, message, number).orElseThrow(NoSuchPage::new);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("attachment-" + (number + 1) + ".bin").build().toString())
                .header("Content-Security-Policy", SafeHtml.CONTENT_SECURITY_POLICY + "; sandbox").body(bytes);
    }

    @GetMapping("/classify")
    String reviewClassifying(@PathVariable UUID id, Model model) {
        model.addAttribute("rights", Right.values());
        return desk.page(id, Move.CLASSIFY, model);
    }

    @PostMapping("/classify")
    String classify(@PathVariable UUID id, @RequestParam(name = "right", required = false) List<Right> rights,
            @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        var named = rights == null ? List.<Right>of() : List.copyOf(rights);
        return desk.carryOut(id, Move.CLASSIFY.path(), Map.of(), "classified", next,
                view -> new ClassifyRequest(id, named, user.id(), desk.now()));
    }

    @PostMapping("/settle")
    String settle(@PathVariable UUID id, @RequestParam Attention what, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        return desk.carryOut(id, "", Map.of(), "settled", next, view -> new SettleAttention(id, what, user.id(), desk.now()));
    }
}
