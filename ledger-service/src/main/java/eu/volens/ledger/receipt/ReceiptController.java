package eu.volens.ledger.receipt;

import eu.volens.ledger.consent.RecordId;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.wording.PageLanguage;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Receipts over HTTP: {@code receipt} is of the latest event of a record, {@code receipts/{number}} of an earlier one. The record's id is the
 * visitor's capability, so nothing of this is kept by caches, found by search engines, or told to where links lead.
 */
@Controller
@Tag(name = "Receipts", description = "What a visitor said, to take home, with the proof that it is recorded")
class ReceiptController {

    static final String LINKED_DATA = "application/ld+json";

    private static final MediaType LINKED = MediaType.parseMediaType(LINKED_DATA);
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String LATEST = "/api/consents/{record}/receipt";
    private static final String EARLIER = "/api/consents/{record}/receipts/{number}";
    private static final String OF_WHICH = "Of the event with this number in the record, from 1, and of everything before it";

    private final Receipts receipts;
    private final ReceiptPages pages;

    ReceiptController(Receipts receipts, ReceiptPages pages) {
        this.receipts = receipts;
        this.pages = pages;
    }

    @Operation(summary = "A receipt, as a page or as linked data", description = "Of the latest event, or the one numbered, as `Accept` asks: "
            + "`text/html`, or JSON-LD for everything else. Carries its proof once it is sealed.")
    @ApiResponse(responseCode = "200", description = "The receipt", content = {@Content(mediaType = LINKED_DATA, schema = @Schema(type = "object")),
            @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))})
    @ApiResponse(responseCode = "404", ref = "no-receipt")
    @GetMapping({LATEST, EARLIER})
    Object asAccepted(@PathVariable String record, @Parameter(description = OF_WHICH) @PathVariable(required = false) @Nullable String number,
            @Parameter(description = "Wanted language; without it, the one the choice was made in") @RequestParam(required = false)
            @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept, HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return prefersPage(accept) ? page(record, number, lang, request, response)
                : answer(response, LINKED).body(DpvReceipt.of(find(record, number, lang)));
    }

    /** A browser names HTML first; a program that takes anything gets data. */
    private static boolean prefersPage(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            return wanted.stream().filter(it -> it.isCompatibleWith(LINKED) || it.isCompatibleWith(MediaType.TEXT_HTML)).findFirst()
                    .filter(it -> !it.isCompatibleWith(LINKED)).isPresent();
        } catch (InvalidMediaTypeException | InvalidMimeTypeException noHeaderThatMeansAnything) {
            return false;
        }
    }

    @Hidden
    @GetMapping({LATEST + ".html", EARLIER + ".html"})
    ModelAndView page(@PathVariable String record, @PathVariable(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String lang, HttpServletRequest request, HttpServletResponse response) {
        var receipt = find(record, number, lang);
        keepPrivate(response);
        PageLanguage.set(request, receipt.language());
        return new ModelAndView("receipt", new ModelMap("receipt", pages.of(receipt)));
    }

    @Operation(summary = "A receipt as JSON-LD", description = "ISO/IEC TS 27560:2023 by the DPV profile; docs/formats/receipt.md.")
    @ApiResponse(responseCode = "200", description = "The receipt", content = @Content(mediaType = LINKED_DATA, schema = @Schema(type = "object")))
    @ApiResponse(responseCode = "404", ref = "no-receipt")
    @GetMapping(path = {LATEST + ".jsonld", EARLIER + ".jsonld"}, produces = LINKED_DATA)
    ResponseEntity<Map<String, Object>> linkedData(@PathVariable String record,
            @Parameter(description = OF_WHICH) @PathVariable(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) {
        var receipt = find(record, number, lang);
        return download(response, LINKED, receipt, ".jsonld").body(DpvReceipt.of(receipt));
    }

    @Operation(summary = "A receipt as Kantara v1.1", description = "A view of what is given; that form has no words for what is refused or withdrawn.")
    @ApiResponse(responseCode = "200", description = "The receipt")
    @ApiResponse(responseCode = "404", ref = "no-receipt")
    @GetMapping(path = {LATEST + ".kantara.json", EARLIER + ".kantara.json"}, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KantaraReceipt> kantara(@PathVariable String record,
            @Parameter(description = OF_WHICH) @PathVariable(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String lang, HttpServletResponse response) {
        var receipt = find(record, number, lang);
        if (receipt.given().isEmpty()) {
            throw Problem.UNKNOWN_RECEIPT.answer("Nothing is given, and Kantara's form cannot say so; take the JSON-LD.");
        }
        return download(response, MediaType.APPLICATION_JSON, receipt, ".kantara.json").body(KantaraReceipt.of(receipt));
    }

    @Operation(summary = "The proof of a receipt", description = "A C2SP tlog-proof that holds the event itself: `volens-verifier inclusion` "
            + "judges it offline.")
    @ApiResponse(responseCode = "200", description = "The proof")
    @ApiResponse(responseCode = "404", ref = "no-proof")
    @GetMapping(path = {LATEST + ".tlog-proof", EARLIER + ".tlog-proof"}, produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> proof(@PathVariable String record,
            @Parameter(description = OF_WHICH) @PathVariable(required = false) @Nullable String number, HttpServletResponse response) {
        var receipt = find(record, number, null);
        return switch (receipt.sealing()) {
            case Sealing.Sealed sealed -> download(response, TEXT, receipt, ".tlog-proof").body(sealed.proof().encode());
            case Sealing.Pending pending -> {
                var notYet = Problem.NOT_SEALED.answer("No signed checkpoint covers the event yet. Ask again in a second.");
                notYet.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Receipts.ASK_AGAIN.toSeconds()));
                notYet.getHeaders().setCacheControl(CacheControl.noStore());
                throw notYet;
            }
        };
    }

    private ConsentReceipt find(String record, @Nullable String number, @Nullable String lang) {
        var id = RecordId.parse(record).orElseThrow(() ->
                Problem.INVALID_REQUEST.answer("The record's id in the address must be a random UUID (version 4)."));
        return receipts.find(id, Optional.ofNullable(number).map(ReceiptController::parse), Optional.ofNullable(lang)).orElseThrow(() -> number == null
                ? Problem.UNKNOWN_RECORD.answer("No consent record has this id; record a decision first.")
                : Problem.UNKNOWN_RECEIPT.answer("No such record, or no event of this number in it; the one without a number is of the latest."));
    }

    private static long parse(String number) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw Problem.INVALID_REQUEST.answer("The number in the address must be that of an event in the record, from 1.");
        }
        return Long.parseLong(number);
    }

    private static ResponseEntity.BodyBuilder download(HttpServletResponse response, MediaType type, ConsentReceipt receipt, String ending) {
        var name = "consent-receipt-" + receipt.site() + "-" + receipt.statement().number() + ending;
        return answer(response, type).header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString());
    }

    private static ResponseEntity.BodyBuilder answer(HttpServletResponse response, MediaType type) {
        keepPrivate(response);
        return ResponseEntity.ok().contentType(type);
    }

    private static void keepPrivate(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
