package eu.volens.ledger.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.volens.eventstore.personal.Personal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything a consent record holds, as it is told to its visitor and, on their request, to the rights service. */
@Schema(description = "Where a record stands, purpose by purpose, and how it came to that")
public record RecordedConsent(
        UUID record,
        String site,
        @Schema(description = "Where on the site the latest word was said") String area,
        @Schema(allowableValues = {"given", "refused", "partial", "expired"}) String status,
        @Schema(description = "Purposes that are given and have not expired") List<String> given,
        @Schema(description = "Purposes that are refused or withdrawn, and are not asked about again yet") List<String> refused,
        @Schema(description = "SHA-256 of the policy that was in force at the latest word") String policyVersion,
        Instant decidedAt,
        Instant expiresAt,
        @Schema(description = "The moment that this is about") Instant asOf,
        List<Purpose> purposes,
        @Schema(description = "Oldest first") List<Entry> history) {

    /** The latest word on one purpose. */
    @Schema(name = "RecordedPurpose")
    public record Purpose(
            String purpose,
            @Schema(allowableValues = {"given", "refused", "withdrawn", "expired"}) String status,
            String area,
            String policyVersion,
            Instant since,
            Instant expiresAt,
            @Schema(description = "Said elsewhere, and attested; no proof of ours") boolean foreign) {}

    /** One thing that happened. */
    @Schema(name = "HistoryEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            @Schema(allowableValues = {"given", "refused", "withdrawn", "attested", "expired", "evidence-kept", "linked", "unlinked"},
                    description = "attested: a choice made elsewhere, as somebody told it; no proof of ours") String type,
            @Schema(description = "Server time") Instant at,
            @Nullable String area,
            List<String> given,
            List<String> refused,
            List<String> withdrawn,
            @Schema(description = "Purposes whose word had run out by then") List<String> expired,
            @JsonUnwrapped @Nullable Choice choice,
            @Nullable Foreign foreign,
            @Nullable Kept evidence,
            @Schema(description = "By what the record's person is known; never their name or address", allowableValues = {"customer", "mail"})
            @Nullable String link) {

        static Entry of(String type, Instant at) {
            return new Entry(type, at, null, List.of(), List.of(), List.of(), List.of(), null, null, null, null);
        }

        static Entry decided(String type, Instant at, String area, List<String> given, List<String> refused, Choice choice) {
            return new Entry(type, at, area, given, refused, List.of(), List.of(), choice, null, null, null);
        }

        static Entry withdrawn(Instant at, String area, List<String> withdrawn, Choice choice) {
            return new Entry("withdrawn", at, area, List.of(), List.of(), withdrawn, List.of(), choice, null, null, null);
        }

        static Entry expired(Instant at, List<String> expired) {
            return new Entry("expired", at, null, List.of(), List.of(), List.of(), expired, null, null, null, null);
        }

        Entry from(Foreign source) {
            return new Entry(type, at, area, given, refused, withdrawn, expired, choice, source, evidence, link);
        }

        Entry with(Kept kept) {
            return new Entry(type, at, area, given, refused, withdrawn, expired, choice, foreign, kept, link);
        }

        Entry linked(String kind) {
            return new Entry(type, at, area, given, refused, withdrawn, expired, choice, foreign, evidence, kind);
        }
    }

    /** What a choice was made on, and how. */
    @Schema(name = "RecordedChoice")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(
            String policyVersion,
            @Schema(description = "The page of that version, as it read then; relative to this origin") String policyUrl,
            String language,
            @Nullable String layer,
            @Nullable String method,
            @Schema(description = "What was shown, as the ledger had signed it and got it back; absent where it did not, as from a backend")
            @Nullable Shown snapshot,
            @Schema(description = "Whether the browser sent Global Privacy Control; absent where it was not recorded") @Nullable Boolean gpc,
            @Schema(description = "What the visitor's clock said; evidence only") @Nullable Instant clientTime,
            Instant expiresAt) {}

    /** What a visitor was shown. */
    @Schema(name = "ShownSnapshot")
    public record Shown(
            @Schema(description = "SHA-256 of the banner configuration, as canonical JSON (RFC 8785)") String configuration,
            Instant issuedAt) {

        static @Nullable Shown of(ConsentEvent.@Nullable Snapshot snapshot) {
            return snapshot == null ? null : new Shown(snapshot.configuration(), snapshot.issuedAt());
        }
    }

    /** What somebody else's banner recorded. */
    @Schema(name = "ForeignChoice")
    public record Foreign(
            @Schema(description = "Whose", example = "cookiebot") String source,
            @Schema(description = "When, as they say") Instant chosenAt,
            @Schema(description = "Their categories that were accepted") List<String> said) {}

    /** What is kept, sealed, of where a choice came from. */
    @Schema(name = "KeptEvidence", description = "All absent once the record's person was erased")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Kept(
            boolean erased,
            @Nullable String device,
            @Schema(description = "Address without its end") @Nullable String network,
            @Schema(description = "Of a foreign choice, in the log of whoever recorded it") @Nullable String stamp) {

        static Kept of(Personal<ConsentEvent.Kept> kept) {
            return kept.map(it -> new Kept(false, it.device(), it.network(), it.stamp())).orElse(new Kept(true, null, null, null));
        }
    }
}
