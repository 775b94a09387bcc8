package eu.volens.ledger.register;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the content of a {@link Policy} says, read back. Of the register it holds everything that visitors are told; web origins, which
 * they are not told, are empty.
 *
 * @param register with the one site that the policy is for
 * @param words    per language, the pages' own words that visitors read, by key
 */
public record FrozenPolicy(CookieRegister register, Map<String, Map<String, String>> words) {

    /** @throws IllegalArgumentException for anything that was not written as a policy's content */
    public static FrozenPolicy read(String content) {
        return PolicyContent.read(content);
    }

    public Site site() {
        return register.sites().getFirst();
    }

    public List<String> languages() {
        return register.controller().languages();
    }

    public Optional<Area> area(String areaId) {
        return site().area(areaId);
    }
}
