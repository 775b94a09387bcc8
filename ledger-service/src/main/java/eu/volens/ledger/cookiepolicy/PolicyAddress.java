package eu.volens.ledger.cookiepolicy;

import java.util.Optional;

/**
 * The address of a cookie policy page, as templates ask for it.
 *
 * @param version empty for the version in force
 * @param area    empty for the whole site
 */
record PolicyAddress(String site, String language, Optional<String> version, Optional<String> area) {

    /** Of ids and codes, which need no escaping. */
    public String path() {
        return "/policy/" + site + "/" + language + version.map(it -> "/versions/" + it).orElse("") + area.map(it -> "/areas/" + it).orElse("");
    }

    public PolicyAddress in(String otherLanguage) {
        return new PolicyAddress(site, otherLanguage, version, area);
    }

    public PolicyAddress of(String otherVersion) {
        return new PolicyAddress(site, language, Optional.of(otherVersion), area);
    }

    public PolicyAddress ofTheOneInForce() {
        return new PolicyAddress(site, language, Optional.empty(), area);
    }

    public PolicyAddress about(String otherArea) {
        return new PolicyAddress(site, language, version, Optional.of(otherArea));
    }

    public PolicyAddress aboutTheWholeSite() {
        return new PolicyAddress(site, language, version, Optional.empty());
    }
}
