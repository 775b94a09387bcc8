package eu.volens.ledger.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent to and from {@code /api/policies}. */
final class PolicyBodies {

    private static final String VERSION = "[0-9a-f]{64}";
    private static final int REASON_CHARACTERS_MAX = 1_000;
    private static final int BY_CHARACTERS_MAX = 200;
    private static final String NO_CONTROLS = "\\P{Cc}*\\S\\P{Cc}*";

    private PolicyBodies() {}

    /** Whether the folder is what visitors are shown. */
    @Schema(name = "PolicySites")
    record Sites(List<SiteBody> sites) {}

    @Schema(name = "PolicySite", description = "What a site's visitors are shown, and whether the controller's folder says something else")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record SiteBody(
            String site,
            @Schema(description = "SHA-256 of the content in force") String version,
            @Schema(description = "The version of the last material change") String askedSince,
            Instant publishedAt,
            @Schema(description = "published: visitors are shown what the folder says; changed: it waits to be published; invalid: see problems; "
                    + "gone: the folder has no such site", allowableValues = {"published", "changed", "invalid", "gone"}) String folder,
            @Schema(description = "What the folder would be published as, where it has changed") @Nullable String folderVersion,
            @Schema(description = "Every mistake in the folder, with file and line") List<String> problems) {}

    @Schema(name = "PolicyHistory")
    record History(String site, String version, String askedSince, @Schema(description = "Newest first") List<VersionBody> versions) {}

    @Schema(name = "PolicyVersion")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionBody(
            String site,
            @Schema(description = "SHA-256 of the content") String version,
            @Schema(description = "What was in force before; absent for the first") @Nullable String previous,
            @Schema(description = "material: visitors who had chosen were asked again", allowableValues = {"material", "editorial"})
            String change,
            @Schema(description = "What the comparison proposed", allowableValues = {"material", "editorial"}) String proposed,
            @Nullable String reason,
            @Nullable String by,
            Instant publishedAt) {

        static VersionBody of(PublishedVersion it) {
            return new VersionBody(it.site(), it.version(), it.previous().orElse(null), it.change().code(), it.proposed().code(),
                    it.reason().orElse(null), it.by().orElse(null), it.publishedAt());
        }
    }

    @Schema(name = "PolicyVersionWithContent")
    record WholeVersion(
            VersionBody published,
            @Schema(description = "Canonical JSON (RFC 8785): its bytes are what the version is the SHA-256 of", implementation = Object.class)
            @JsonRawValue String content) {}

    @Schema(name = "PolicyComparison")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ComparisonBody(
            String site,
            String from,
            String to,
            @Schema(description = "What publishing `to` after `from` would be proposed as", allowableValues = {"material", "editorial"})
            String proposal,
            List<DifferenceBody> differences) {}

    @Schema(name = "PolicyDifference")
    record DifferenceBody(
            @Schema(example = "tracker-longer") String kind,
            @Schema(description = "The tracker, purpose, area, recipient or language it is about; may be empty") String subject,
            String before,
            String after,
            @Schema(allowableValues = {"material", "editorial"}) String weight,
            @Schema(description = "For people") String text) {}

    @Schema(name = "PublishPolicy", description = "Puts what the controller's folder says in force. An empty object takes what is proposed")
    record Publish(
            @Schema(description = "The version it is to follow; anything else in force meanwhile is answered 409")
            @Nullable @Pattern(regexp = VERSION, message = "must be a version, 64 hexadecimal digits") String instead,
            @Schema(description = "material asks visitors again; editorial where material is proposed needs a reason",
                    allowableValues = {"material", "editorial"})
            @Nullable @Pattern(regexp = "material|editorial", message = "must be material or editorial") String change,
            @Schema(description = "Why; kept for good, so without personal data")
            @Nullable @Size(max = REASON_CHARACTERS_MAX) @Pattern(regexp = NO_CONTROLS, message = "must be words on one line") String reason,
            @Schema(description = "Who: a function, not a name, for it is kept for good", example = "data protection officer")
            @Nullable @Size(max = BY_CHARACTERS_MAX) @Pattern(regexp = NO_CONTROLS, message = "must be words on one line") String by) {}
}
