package eu.volens.rights.identity;

import eu.volens.rights.request.Right;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The links by which people confirm that it is they who wrote. A token is random, at rest only as a hash, and expires.
 * Looking changes nothing, whoever or whatever looks: mail scanners follow links. Only {@link #confirm} acts, and may be repeated.
 * Safe for many threads.
 */
public interface IdentityLinks {

    /** How many consent records one person may attach. More are refused before anything is done. */
    int CONSENT_RECORDS_MAX = 50;

    /** What to show for a token. Anything may be passed in; never throws for what a person could type. */
    Answer look(String token);

    /**
     * The person confirms, and attaches the consent records they hold.
     *
     * @param consentRecords ids from the browser's cookie or typed; unknown ones are simply not found by the ledger
     * @return {@link Confirmed} when it is done, now or before; otherwise why not
     * @throws IllegalArgumentException for more than {@link #CONSENT_RECORDS_MAX} records
     */
    Answer confirm(String token, Set<UUID> consentRecords);

    /**
     * The person takes the request back, by the same link. May be repeated.
     *
     * @return {@link Withdrawn} when it is done, now or before; otherwise why not
     */
    Answer withdraw(String token);

    /** What a token stands for. */
    sealed interface Answer {}

    /** The link can be used. {@code language} is ISO 639-1, of the case; dates are in the controller's zone. */
    record Open(String language, String caseNumber, List<Right> rights, LocalDate receivedOn, LocalDate dueOn,
            Instant expiresAt) implements Answer {}

    /**
     * It was used; nothing more is to be done by who holds it. Whether it settled who asks is not told here: who is doubted sees the same.
     *
     * @param withdrawable whether the request can still be taken back by this link
     */
    record Confirmed(String language, String caseNumber, LocalDate dueOn, Instant confirmedAt, boolean withdrawable) implements Answer {}

    /** The person took the request back. */
    record Withdrawn(String language, String caseNumber) implements Answer {}

    /** It can no longer be used. The person writes again, or waits for the controller's letter. */
    record Expired(String language, String caseNumber) implements Answer {}

    /** The case ended before the link was used. */
    record CaseClosed(String language, String caseNumber) implements Answer {}

    /** No such link; nothing is said about why. */
    record Unknown() implements Answer {}
}
