package eu.volens.ledger.log;

import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.token.BearerToken;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.SignedNote;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log, or a part of it, in one file, for auditors; what the verifier's {@code fsck} reads. */
@RestController
@Tag(name = "Transparency log", description = "Signed checkpoints over every recorded event, and proofs")
class ExportController {

    /** Each reads the whole log and keeps a request thread as long as its reader likes. */
    private static final int EXPORTS_AT_ONCE_MAX = 2;

    private static final String RANGE = "A position, a day in UTC, or an instant with its zone";
    private static final Logger LOG = LoggerFactory.getLogger(ExportController.class);

    private final TransparencyLog log;
    private final BearerToken auditor;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE_MAX);

    ExportController(TransparencyLog log, BearerToken auditorToken) {
        this.log = log;
        this.auditor = auditorToken;
    }

    @Operation(summary = "The log, or a part of it, in one ZIP",
            description = "Checkpoint, key, proofs, tiles and entry bundles, docs/formats/audit-export.md. One that breaks off has no table of contents. "
                    + "For auditors.")
    @ApiResponse(responseCode = "200", description = "The ZIP; the same bytes for the same checkpoint and range",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "400", ref = "no-range")
    @ApiResponse(responseCode = "401", ref = "no-token")
    @ApiResponse(responseCode = "404", ref = "not-in-the-log")
    @ApiResponse(responseCode = "503", ref = "try-again")
    @SecurityRequirement(name = "auditor-token")
    @GetMapping(path = "/log/export", produces = "application/zip")
    void export(@Parameter(description = RANGE + "; without it, from the beginning", example = "2026-11-01") @RequestParam(required = false) @Nullable String from,
            @Parameter(description = RANGE + ", included; without it, to the end", example = "1999") @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request, HttpServletResponse response) {
        auditor.demand(request.getHeader(HttpHeaders.AUTHORIZATION));
        AskedRange range = AskedRange.parse(from, to);
        if (!exports.tryAcquire()) {
            throw Problem.TRY_AGAIN.answer("Other auditors are being given the log just now. Ask again when they are done.");
        }
        try {
            SignedNote checkpoint = log.checkpoint()
                    .orElseThrow(() -> Problem.TRY_AGAIN.answer("The first checkpoint is being made. Ask again in a second."));
            ExportFacts facts = range.in(log, Checkpoint.parse(checkpoint.text()).size());
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(facts) + "\"");
            new LogExport(log, checkpoint, facts).writeTo(response.getOutputStream());
        } catch (IOException readerHasGone) {
            LOG.debug("An auditor ended an export early", readerHasGone);
        } finally {
            exports.release();
        }
    }

    private static String name(ExportFacts facts) {
        return "log-" + (facts.isWhole() ? "" : facts.from() + "-" + facts.to() + "-of-") + facts.size() + ".zip";
    }
}
