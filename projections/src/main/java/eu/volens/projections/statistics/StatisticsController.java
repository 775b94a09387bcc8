package eu.volens.projections.statistics;

import eu.volens.projections.feed.FeedProgress;
import eu.volens.projections.statistics.ConsentStatistics.Counted;
import eu.volens.projections.statistics.ConsentStatistics.Row;
import eu.volens.projections.system.NeedsKey;
import eu.volens.projections.system.ServicesOnly;
import eu.volens.wire.key.Scope;
import eu.volens.wire.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts for backends: how often visitors say yes, no and no longer. */
@RestController
@ServicesOnly
@NeedsKey(Scope.STATISTICS_READ)
@Tag(name = "statistics", description = "How often visitors say yes, no and no longer.")
class StatisticsController {

    /** A year of days for each of a dozen purposes is not half of it. */
    private static final int ROWS_MAX = 10_000;
    private static final String DECISIONS_BY = "(site|area|policyVersion|method|day)";
    private static final String PURPOSES_BY = "(site|area|purpose|policyVersion|method|day)";
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /**
     * Sums.
     *
     * @param more true when there are more rows than these: ask by less, or for fewer days
     */
    record Statistics(List<Row> rows, boolean more) {}

    private final ConsentStatistics statistics;
    private final FeedProgress progress;

    StatisticsController(ConsentStatistics statistics, FeedProgress progress) {
        this.statistics = statistics;
        this.progress = progress;
    }

    @GetMapping("/api/statistics/decisions")
    @Operation(summary = "How often visitors decided, and how it ended", description = "`accepted`: everything asked about; `refused`: nothing of it; "
            + "`partial`; `withdrawn`: consent was taken back. A decision that no longer gives what was given counts as a withdrawal, too.")
    Statistics decisions(
            @Parameter(description = "Comma-separated: site, area, policyVersion, method, day; by site without it, one sum when empty", example = "site,day") @RequestParam(required = false)
            @Nullable @Pattern(regexp = "(" + DECISIONS_BY + "(," + DECISIONS_BY + ")*)?",
                    message = "takes site, area, policyVersion, method and day, with commas") String by,
            @RequestParam(required = false) @Nullable String site, @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String policyVersion, @RequestParam(required = false) @Nullable String method,
            @Parameter(description = "First day, UTC") @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            @Nullable LocalDate from,
            @Parameter(description = "Last day, UTC") @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            @Nullable LocalDate to) {
        return read(Counted.DECISIONS, by, only(site, area, null, policyVersion, method), from, to);
    }

    @GetMapping("/api/statistics/purposes")
    @Operation(summary = "How often visitors gave, refused and withdrew each purpose")
    Statistics purposes(
            @Parameter(description = "Comma-separated: site, area, purpose, policyVersion, method, day; by site and purpose without it", example = "purpose,day")
            @RequestParam(required = false) @Nullable @Pattern(regexp = "(" + PURPOSES_BY + "(," + PURPOSES_BY + ")*)?",
                    message = "takes site, area, purpose, policyVersion, method and day, with commas") String by,
            @RequestParam(required = false) @Nullable String site, @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(required = false) @Nullable String policyVersion, @RequestParam(required = false) @Nullable String method,
            @Parameter(description = "First day, UTC") @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            @Nullable LocalDate from,
            @Parameter(description = "Last day, UTC") @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            @Nullable LocalDate to) {
        return read(Counted.PURPOSES, by, only(site, area, purpose, policyVersion, method), from, to);
    }

    private Statistics read(Counted counted, @Nullable String by, Map<Dimension, String> only, @Nullable LocalDate from, @Nullable LocalDate to) {
        progress.requireComplete(Topics.LEDGER);
        Set<Dimension> dimensions = new LinkedHashSet<>();
        for (String code : (by == null ? counted.usual() : by).split(",")) {
            Dimension.of(code).ifPresent(dimensions::add);
        }
        List<Row> rows = statistics.read(counted, dimensions, only, from == null ? FIRST_DAY : from, to == null ? LAST_DAY : to, ROWS_MAX + 1);
        return new Statistics(rows.stream().limit(ROWS_MAX).toList(), rows.size() > ROWS_MAX);
    }

    private static Map<Dimension, String> only(@Nullable String site, @Nullable String area, @Nullable String purpose,
            @Nullable String policyVersion, @Nullable String method) {
        Map<Dimension, String> only = new EnumMap<>(Dimension.class);
        put(only, Dimension.SITE, site);
        put(only, Dimension.AREA, area);
        put(only, Dimension.PURPOSE, purpose);
        put(only, Dimension.POLICY_VERSION, policyVersion);
        put(only, Dimension.METHOD, method);
        return only;
    }

    private static void put(Map<Dimension, String> only, Dimension dimension, @Nullable String value) {
        if (value != null) {
            only.put(dimension, value);
        }
    }
}
