package eu.volens.ledger.register;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The register, and for each of its sites the policy that holds now. */
public final class PoliciesInForce {

    private final CookieRegister register;
    private final Map<String, Policy> bySite = new LinkedHashMap<>();

    private PoliciesInForce(CookieRegister register) {
        this.register = register;
    }

    /** @param wording per language, the pages' own words that visitors read, by key */
    public static PoliciesInForce of(CookieRegister register, Map<String, ? extends Map<String, String>> wording) {
        var policies = new PoliciesInForce(register);
        for (var site : register.sites()) {
            policies.bySite.put(site.id(), Policy.of(site.id(), PolicyContent.of(register, site, wording)));
        }
        return policies;
    }

    public CookieRegister register() {
        return register;
    }

    public Optional<Policy> of(String siteId) {
        return Optional.ofNullable(bySite.get(siteId));
    }

    public Collection<Policy> all() {
        return bySite.values();
    }
}
