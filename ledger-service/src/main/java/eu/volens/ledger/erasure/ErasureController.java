package eu.volens.ledger.erasure;

import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.PersonRefusedException;
import eu.volens.eventstore.erasure.PersonState;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.ledger.consent.ConsentQueries;
import eu.volens.ledger.consent.RecordId;
import eu.volens.ledger.consent.RecordPerson;
import eu.volens.ledger.erasure.ErasureBodies.Certificate;
import eu.volens.ledger.erasure.ErasureBodies.Hold;
import eu.volens.ledger.erasure.ErasureBodies.HoldOrder;
import eu.volens.ledger.erasure.ErasureBodies.Holds;
import eu.volens.ledger.erasure.ErasureBodies.Lifting;
import eu.volens.ledger.erasure.ErasureBodies.Order;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.token.KeyGate;
import eu.volens.wire.key.ApiKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Erasure by record (Article 17 GDPR), for those who decide it: services of the house, and keys with {@code persons:erase}, of which callers prove
 * themselves before they get here. A visitor's number alone erases nobody, since it proves nothing about who asks.
 */
@RestController
@RequestMapping(path = "/api/consents/{record}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Erasure", description = "What is sealed of a record's person goes for good; what was said stays under its random number")
@SecurityRequirement(name = "key")
class ErasureController {

    private static final String HOUSE = "services";

    private final Erasure erasure;
    private final ConsentQueries consents;
    private final KeyGate keys;

    ErasureController(Erasure erasure, ConsentQueries consents, KeyGate keys) {
        this.erasure = erasure;
        this.consents = consents;
        this.keys = keys;
    }

    @Operation(summary = "Erase a record's person", description = "Destroys the key under which evidence and links of the record are sealed, and empties them. "
            + "Cannot be undone, not even by a backup. Sent again, it gives the same certificate. Needs persons:erase.")
    @ApiResponse(responseCode = "200", description = "Erased, now or before; the certificate")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "409", ref = "on-hold")
    @PostMapping(path = "/erasure", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Certificate> erase(@PathVariable String record, @Valid @RequestBody Order order, HttpServletRequest request) {
        var id = known(record);
        try {
            return answer(Certificate.of(id, erasure.erase(RecordPerson.of(id), order.reference(), by(order.by(), request))));
        } catch (PersonRefusedException refused) {
            throw refused(refused);
        }
    }

    @Operation(summary = "Place a legal hold", description = "From here on the record's person cannot be erased. Needs persons:erase.")
    @ApiResponse(responseCode = "200", description = "The holds that stand")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "409", ref = "on-hold")
    @PostMapping(path = "/holds", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Holds> hold(@PathVariable String record, @Valid @RequestBody HoldOrder order, HttpServletRequest request) {
        var id = known(record);
        try {
            erasure.placeHold(RecordPerson.of(id), order.hold(), order.asGround(), order.reason(), by(order.by(), request));
        } catch (PersonRefusedException refused) {
            throw refused(refused);
        }
        return standing(id);
    }

    @Operation(summary = "Lift a legal hold", description = "Others may stand. Needs persons:erase.")
    @ApiResponse(responseCode = "200", description = "The holds that still stand")
    @ApiResponse(responseCode = "401", ref = "no-key")
    @ApiResponse(responseCode = "403", ref = "origin")
    @ApiResponse(responseCode = "404", ref = "unknown-record")
    @ApiResponse(responseCode = "409", ref = "on-hold")
    @PostMapping(path = "/holds/{hold}/lifting", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Holds> lift(@PathVariable String record, @PathVariable UUID hold, @Valid @RequestBody Lifting order, HttpServletRequest request) {
        var id = known(record);
        try {
            erasure.liftHold(RecordPerson.of(id), hold, by(order.by(), request));
        } catch (PersonRefusedException refused) {
            throw refused(refused);
        }
        return standing(id);
    }

    private UUID known(String record) {
        return RecordId.parse(record).filter(id -> !consents.events(id).isEmpty())
                .orElseThrow(() -> Problem.UNKNOWN_RECORD.answer("Nothing is recorded under this id. Check it; the visitor reads it in the cookie window."));
    }

    /** What the caller says, or by what they are known. */
    private String by(@Nullable String told, HttpServletRequest request) {
        return told != null ? told : keys.find(request.getHeader(HttpHeaders.AUTHORIZATION)).map(ApiKey::name).orElse(HOUSE);
    }

    private ResponseEntity<Holds> standing(UUID record) {
        return answer(new Holds(record, holds(RecordPerson.of(record))));
    }

    private List<Hold> holds(PersonId person) {
        return switch (erasure.of(person)) {
            case PersonState.Kept(var holds) -> holds.stream().map(Hold::of).toList();
            case PersonState.Erased erased -> List.of();
        };
    }

    private static ErrorResponseException refused(PersonRefusedException refused) {
        return switch (refused.reason()) {
            case ON_HOLD -> Problem.ON_HOLD.answer("A legal hold keeps this person's data. Lift the holds that `holds` names first, if their grounds are gone.",
                    Map.of("holds", refused.holds().stream().map(Hold::of).toList()));
            case ERASED -> Problem.PERSON_ERASED.answer("The record's person was erased; there is nothing left that could be held.");
            case NO_SUCH_HOLD -> Problem.NO_SUCH_HOLD.answer("No such hold stands; it may have been lifted already.");
        };
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
