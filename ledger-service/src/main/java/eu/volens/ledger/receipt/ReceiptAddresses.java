package eu.volens.ledger.receipt;

import java.util.UUID;

/**
 * Where a receipt, and what it speaks of, can be found.
 *
 * @param ledgerUrl as people reach the ledger, without a final slash
 */
record ReceiptAddresses(String ledgerUrl, UUID record, long number) {

    /** The receipt of this very event, without an ending. */
    String receipt() {
        return ledgerUrl + path();
    }

    String proof() {
        return receipt() + ".tlog-proof";
    }

    /** Where consent is given and taken back. */
    String choices(String site) {
        return ledgerUrl + "/policy/" + site + "#manage";
    }

    /** What visitors were shown. */
    String policy(String site, String language, String version) {
        return policy(site, language) + "/versions/" + version;
    }

    /** What visitors are shown. */
    String policy(String site, String language) {
        return ledgerUrl + "/policy/" + site + "/" + language;
    }

    String path() {
        return "/api/consents/" + record + "/receipts/" + number;
    }
}
