package eu.volens.ledger.policy;

import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Site;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the visitors of a site are shown now, and everything they were shown before. Immutable.
 *
 * @param history oldest first; what was published last is in force
 * @param valid   by version, those that a choice may still be made on: in force, or followed by editorial changes only; oldest first
 */
public record PolicyInForce(List<PublishedVersion> history, Map<String, FrozenPolicy> valid) {

    /** @param history never empty */
    static PolicyInForce of(List<PublishedVersion> history) {
        var valid = new LinkedHashMap<String, FrozenPolicy>();
        for (var published : history.subList(lastMaterial(history), history.size())) {
            valid.putIfAbsent(published.version(), FrozenPolicy.read(published.policy().content()));
        }
        return new PolicyInForce(List.copyOf(history), Map.copyOf(valid));
    }

    private static int lastMaterial(List<PublishedVersion> history) {
        for (int at = history.size() - 1; at > 0; at--) {
            if (history.get(at).change() == Weight.MATERIAL) {
                return at;
            }
        }
        return 0;
    }

    /** SHA-256 of the content in force. */
    public String version() {
        return history.getLast().version();
    }

    /** The version of the last material change: whoever chose on an older one is asked again. */
    public String askedSince() {
        return history.get(lastMaterial(history)).version();
    }

    /** Since when this version is in force. */
    public Instant since() {
        return history.getLast().publishedAt();
    }

    /** What a visitor to whom this version was shown has decided on; empty when that is not enough any more, or it never was shown. */
    public Optional<FrozenPolicy> shown(String version) {
        return Optional.ofNullable(valid.get(version));
    }

    /** What is in force. */
    public FrozenPolicy content() {
        return shown(version()).orElseThrow();
    }

    /** As it is in force, with this site only. */
    public CookieRegister register() {
        return content().register();
    }

    public Site site() {
        return content().site();
    }

    public Optional<Area> area(String areaId) {
        return content().area(areaId);
    }

    /** Any version that was ever shown; where one came back later, as it was published last. */
    public Optional<PublishedVersion> find(String version) {
        return history.reversed().stream().filter(it -> it.version().equals(version)).findFirst();
    }
}
