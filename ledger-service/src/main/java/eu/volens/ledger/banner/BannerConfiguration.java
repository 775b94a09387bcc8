package eu.volens.ledger.banner;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything the banner shows in one area and one language. */
@Schema(description = "Everything the banner shows in one area and one language")
record BannerConfiguration(
        @Schema(description = "Name of the controller", example = "Belgian Mobile ID SA/NV") String controller,
        @Schema(example = "itsme-id") String site,
        @Schema(example = "business") String area,
        @Schema(description = "inform: nothing to decide; ask: nothing optional before a choice", allowableValues = {"inform", "ask"})
        String mode,
        @Schema(description = "Of every text here") String language,
        @Schema(description = "All that can be had") List<String> languages,
        @Schema(description = "SHA-256 of everything visitors of the site are shown, the same in all its areas and languages")
        String policyVersion,
        @Schema(description = "The version of the last material change, which may be this one: a choice made while it was another is asked again")
        String askedSince,
        @Schema(description = "Cookie policy page, relative to this origin") String policyUrl,
        @Schema(description = "How long a choice holds") int lifetimeDays,
        @Schema(description = "By the keys of the banner module's README") Map<String, String> texts,
        @Schema(description = "In the order to show them") List<Purpose> purposes,
        @Schema(description = "Whether this request came with Sec-GPC: 1") boolean gpc,
        @Schema(description = "Purposes of the site that a privacy signal refuses") List<String> refusedByGpc,
        @Schema(description = "What pages of the site's own hosts keep, in every area: deleted when its purpose is refused") List<Storage> storage,
        @Schema(description = "Whether decisions and withdrawals may come with evidence") boolean evidence,
        @Schema(description = "What was shown, signed; comes back unchanged with a decision. Absent: nothing is to come back")
        @Nullable String snapshot) {

    BannerConfiguration with(String signed) {
        return new BannerConfiguration(controller, site, area, mode, language, languages, policyVersion, askedSince, policyUrl, lifetimeDays, texts,
                purposes, gpc, refusedByGpc, storage, evidence, signed);
    }

    @Schema(name = "BannerPurpose")
    record Purpose(
            String id,
            String name,
            String explanation,
            @Schema(description = "Always on, never asked") boolean required,
            @Schema(description = "Types of Google Consent Mode v2 that are granted with it") List<String> consentMode,
            List<Tracker> trackers) {}

    @Schema(name = "BannerTracker")
    record Tracker(
            String name,
            String provider,
            String explanation,
            @Schema(description = "For people", example = "365 jours") String lifetime,
            @Schema(description = "For programs: ISO 8601 duration, session, or unlimited", example = "P365D") String duration,
            @Schema(description = "For people", example = "Mémoire locale, d’un tiers") String technique,
            @Schema(description = "For programs", allowableValues = {"cookie", "local-storage", "session-storage", "pixel"}) String kind,
            @Schema(description = "Whose host keeps it", allowableValues = {"first", "third"}) String party) {}

    @Schema(name = "BannerStorage")
    record Storage(
            @Schema(description = "Id of a purpose") String purpose,
            @Schema(allowableValues = {"cookie", "local-storage", "session-storage"}) String kind,
            @Schema(description = "Exact names, or patterns in which * stands for any characters") List<String> names) {}
}
