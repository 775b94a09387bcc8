package eu.volens.rights.person;

import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.page.PageLanguage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** "Here is your answer": shown as often as one likes, handed over once, by pressing the button only. */
@Controller
class DownloadPages {
    private static final int BUSY_RETRY_SECONDS = 30;

    private final Downloads downloads;
    private final LinkLimits limits;

    DownloadPages(Downloads downloads, LinkLimits limits) {
        this.downloads = downloads;
        this.limits = limits;
    }

    /** Null when too many were tried: the answer is given then. */
    @GetMapping("/download/{token}")
    @Nullable String show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        return limits.refuseLook(request, response) ? null : page(downloads.look(token), request, response, model);
    }

    /** Null when the package was written to the response: there is no page then. */
    @PostMapping("/download/{token}")
    @Nullable String take(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        if (limits.refuseAct(token, request, response)) {
            return null;
        }
        var answer = downloads.take(token, parcel -> write(parcel, response));
        return answer instanceof Downloads.Taken ? null : page(answer, request, response, model);
    }

    private static void write(Downloads.Parcel parcel, HttpServletResponse response) throws IOException {
        response.setContentType(parcel.mediaType());
        response.setContentLength(parcel.bytes().length);
        var attachment = ContentDisposition.attachment().filename(parcel.fileName()).build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment.toString());
        response.getOutputStream().write(parcel.bytes());
        // Only what reached the connection counts as handed over.
        response.flushBuffer();
    }

    /** An unknown link and an expired one look the same: nothing is learnt by trying. */
    private String page(Downloads.Answer answer, HttpServletRequest request, HttpServletResponse response, Model model) {
        model.addAttribute("link", answer);
        return switch (answer) {
            case Downloads.Ready ready -> {
                PageLanguage.ofCase(request, ready.language());
                yield "download/ready";
            }
            case Downloads.Taken taken -> "redirect:/download/{token}";
            case Downloads.Gone gone -> {
                PageLanguage.ofCase(request, gone.language());
                response.setStatus(HttpStatus.GONE.value());
                yield "download/gone";
            }
            case Downloads.Busy busy -> {
                PageLanguage.ofCase(request, busy.language());
                response.setStatus(HttpStatus.CONFLICT.value());
                response.setIntHeader(HttpHeaders.RETRY_AFTER, BUSY_RETRY_SECONDS);
                yield "download/busy";
            }
            case Downloads.Expired expired -> {
                PageLanguage.ofCase(request, expired.language());
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "download/unusable";
            }
            case Downloads.Unknown() -> {
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "download/unusable";
            }
        };
    }
}
