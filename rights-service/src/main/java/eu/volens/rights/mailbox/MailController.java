package eu.volens.rights.mailbox;

import eu.volens.rights.token.KeyGate;
import eu.volens.wire.key.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes mails that did not come to a mailbox that is read, as they are. */
@RestController
@Tag(name = "Mails")
class MailController {

    private final HandedInMails mails;
    private final KeyGate gate;

    MailController(HandedInMails mails, KeyGate gate) {
        this.mails = mails;
        this.gate = gate;
    }

    /** @param mailId of the kept message; the same when the same message is handed in again */
    record Kept(UUID mailId) {}

    @Operation(summary = "Hand in a mail", description = "The raw message (RFC 5322), of up to 25 MiB. It is kept before it is read and takes the road of "
            + "any mail: a case with its clock running, the case it answers, or the shelf. It counts from when a mail server of the controller took it, as its "
            + "topmost `Received` field says, otherwise from now. The same message again, by whatever way it came, changes nothing. "
            + "Needs a key with the scope `mails:write`, or the token of the services.")
    @RequestBody(required = true, content = @Content(mediaType = "message/rfc822", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "201", description = "Kept.")
    @ApiResponse(responseCode = "200", description = "Kept already.")
    @ApiResponse(responseCode = "400", description = "There is no message in it.", content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "401", description = "No key, or none of ours.", content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "403", description = "The key opens something else.", content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "413", description = "Larger than 25 MiB: its beginning is kept under `mailId`, and a human is asked.",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "415", description = "Not `message/rfc822`.", content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "503", description = "Not now; try again after `Retry-After` seconds.",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @PostMapping(path = "/api/mails", consumes = "message/rfc822", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> handIn(HttpServletRequest request) throws IOException {
        gate.demand(request, Scope.MAILS_WRITE);
        byte[] raw = request.getInputStream().readNBytes(HandedInMails.BYTES_MAX + 1);
        if (raw.length == 0) {
            throw KeyGate.problem(HttpStatus.BAD_REQUEST, "no-message", "There is no message", "Send the raw message as the body of the request.");
        }
        HandedInMails.Taken taken = mails.take(raw);
        if (!taken.whole()) {
            ErrorResponseException tooLarge = KeyGate.problem(HttpStatus.CONTENT_TOO_LARGE, "mail-too-large", "The message is larger than 25 MiB",
                    "Its beginning is kept, and a case is open for a human. Do not send it again; keep the whole message where the DPO can find it.");
            tooLarge.getBody().setProperty("mailId", taken.mailId());
            throw tooLarge;
        }
        return ResponseEntity.status(taken.isNew() ? HttpStatus.CREATED : HttpStatus.OK).body(new Kept(taken.mailId()));
    }

    @ExceptionHandler(ErrorResponseException.class)
    ResponseEntity<ProblemDetail> refused(ErrorResponseException refusal) {
        return ResponseEntity.status(refusal.getStatusCode()).headers(refusal.getHeaders()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(refusal.getBody());
    }
}
