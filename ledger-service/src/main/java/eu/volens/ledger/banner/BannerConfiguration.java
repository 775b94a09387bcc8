package eu.volens.ledger.banner;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

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
        @Schema(description = "Cookie policy page, relative to this origin") String policyUrl,
        @Schema(description = "How long a choice holds") int lifetimeDays,
        @Schema(description = "By the keys of the banner module's README") Map<String, String> texts,
        @Schema(description = "In the order to show them") List<Purpose> purposes) {

    @Schema(name = "BannerPurpose")
    record Purpose(
            String id,
            String name,
            String explanation,
            @Schema(description = "Always on, never asked") boolean required,
            List<Tracker> trackers) {}

    @Schema(name = "BannerTracker")
    record Tracker(
            String name,
            String provider,
            String explanation,
            @Schema(description = "For people", example = "365 jours") String lifetime,
            @Schema(description = "For programs: ISO 8601 duration, session, or unlimited", example = "P365D") String duration) {}
}
