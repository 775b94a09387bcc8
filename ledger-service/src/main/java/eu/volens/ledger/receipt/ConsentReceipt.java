package eu.volens.ledger.receipt;

import eu.volens.ledger.consent.ConsentState.Standing;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a receipt says, whatever it is written as: everything a visitor had said up to one event of their record, that event last, and where
 * each purpose stood then.
 *
 * @param site       its id
 * @param createdAt  when this receipt was made; expiry is judged by it
 * @param language   it is written in, one of the controller's
 * @param controller as visitors are told today: whoever has a receipt wants to reach somebody who is there
 * @param shown      what the visitor read at that event; empty when no version of that name was ever published, and purposes are named by id then
 * @param statements never empty, oldest first
 * @param foreign    rows of another banner's log under a key that the visitor brought along, oldest first: evidence of what that banner says, and no more
 * @param standings  by purpose
 */
record ConsentReceipt(UUID record, String site, String siteName, Instant createdAt, String language, ControllerIdentity controller, Optional<CookieRegister> shown,
        List<Statement> statements, List<ForeignConsentImported> foreign, Map<String, Standing> standings, Sealing sealing, ReceiptAddresses addresses) {

    /** The event that this is the receipt of. */
    Statement statement() {
        return statements.getLast();
    }

    /** Of this receipt: two for one event have the same, and the record's id cannot be told from it. */
    UUID id() {
        return derived("receipt/" + statement().number());
    }

    /** Who spoke. The ledger knows of nobody but the record; this is not the record's id, which is a key. */
    UUID subject() {
        return derived("subject");
    }

    private UUID derived(String what) {
        return UUID.nameUUIDFromBytes((record + "/" + what).getBytes(StandardCharsets.UTF_8));
    }

    /** As the visitor read of it. */
    Optional<Purpose> purpose(String id) {
        return shown.flatMap(register -> register.purpose(id));
    }

    String nameOf(String purpose) {
        return purpose(purpose).map(it -> it.name().in(language)).orElse(purpose);
    }

    /** Purposes that were given and had not expired when the receipt was made. */
    List<String> given() {
        return standings.entrySet().stream().filter(it -> it.getValue().isGivenAt(createdAt)).map(Map.Entry::getKey).toList();
    }
}
