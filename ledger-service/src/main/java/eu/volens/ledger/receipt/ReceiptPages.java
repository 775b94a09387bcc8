package eu.volens.ledger.receipt;

import eu.volens.ledger.consent.ConsentState.Standing;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import eu.volens.ledger.wording.Moments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Prepares receipts for the eyes: names for ids, days for instants. */
@Component
public final class ReceiptPages {

    private final Receipts receipts;

    ReceiptPages(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * A receipt as its page shows it.
     *
     * @param proof null while the event is not sealed
     */
    public record ReceiptPage(String record, String id, long number, String site, String siteName, String language, String controller, String mail,
            String madeAt, String zone, List<PurposeRow> purposes, List<Said> history, List<ForeignRow> foreign, String policyVersion, String path, @Nullable ProofFacts proof,
            boolean anythingGiven) {}

    /** @param status {@code given}, {@code refused}, {@code withdrawn} or {@code expired} */
    public record PurposeRow(String purpose, String name, String explanation, String status, String since, String until) {}

    /** @param key end of the message key that says what happened */
    public record Said(long number, String key, String at, List<String> given, List<String> refused, List<String> withdrawn, String policyVersion) {}

    /** A row of another banner's log. @param categories in that banner's words @param file SHA-256 of the file it was read from */
    public record ForeignRow(String source, String at, List<String> categories, List<String> given, List<String> refused, String importedAt, long line,
            String file) {}

    public record ProofFacts(String log, long entry, String key) {}

    /** Where a record stands now and how it came to that; empty when there is no such record. */
    public Optional<ReceiptPage> latest(UUID record, String language) {
        return receipts.find(record, Optional.empty(), Optional.of(language)).map(this::of);
    }

    ReceiptPage of(ConsentReceipt receipt) {
        var moments = new Moments(receipt.controller().zone(), receipt.language());
        return new ReceiptPage(receipt.record().toString(), receipt.id().toString(), receipt.statement().number(), receipt.site(), receipt.siteName(),
                receipt.language(), receipt.controller().name(), receipt.controller().mail(), moments.moment(receipt.createdAt()),
                receipt.controller().zone().getId(),
                receipt.standings().entrySet().stream().map(it -> row(receipt, it.getKey(), it.getValue(), moments)).toList(),
                receipt.statements().reversed().stream().map(it -> said(receipt, it, moments)).toList(),
                receipt.foreign().stream().map(it -> foreign(receipt, it, moments)).toList(), receipt.statement().policyVersion(), receipt.addresses().path(), proof(receipt.sealing()), !receipt.given().isEmpty());
    }

    private static PurposeRow row(ConsentReceipt receipt, String purpose, Standing standing, Moments moments) {
        return new PurposeRow(purpose, receipt.nameOf(purpose), receipt.purpose(purpose).map(it -> it.explanation().in(receipt.language())).orElse(""),
                status(standing, receipt.createdAt()), moments.moment(standing.since()), moments.day(standing.expiresAt()));
    }

    private static String status(Standing standing, Instant at) {
        return standing.isExpiredAt(at) ? "expired" : switch (standing.word()) {
            case GIVEN -> "given";
            case REFUSED -> "refused";
            case WITHDRAWN -> "withdrawn";
            case EXPIRED -> "expired";
        };
    }

    private static Said said(ConsentReceipt receipt, Statement statement, Moments moments) {
        return new Said(statement.number(), statement.how().map(Statement.How::method).orElse("withdrawal"), moments.moment(statement.at()),
                statement.given().stream().map(receipt::nameOf).toList(), statement.refused().stream().map(receipt::nameOf).toList(),
                statement.withdrawn().stream().map(receipt::nameOf).toList(), statement.policyVersion());
    }

    private static ForeignRow foreign(ConsentReceipt receipt, ForeignConsentImported row, Moments moments) {
        return new ForeignRow(StringUtils.capitalize(row.source()), moments.moment(row.consentedAt()), row.categories(),
                row.given().stream().map(receipt::nameOf).toList(), row.refused().stream().map(receipt::nameOf).toList(), moments.day(row.importedAt()),
                row.line(), row.fileSha256());
    }

    private static @Nullable ProofFacts proof(Sealing sealing) {
        return switch (sealing) {
            case Sealing.Sealed(var proof, var origin, var key) -> new ProofFacts(origin, proof.index(), key);
            case Sealing.Pending pending -> null;
        };
    }
}
