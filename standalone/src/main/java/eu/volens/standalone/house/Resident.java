package eu.volens.standalone.house;

import java.util.List;

/** Who lives behind the shared port, and under which paths. */
public enum Resident {
    LEDGER("/api/sites", "/api/consents", "/api/holder", "/api/foreign-consents", "/api/policies", "/api/openapi/ledger",
            "/banner", "/policy", "/preferences", "/log", "/.well-known/gpc.json"),
    RIGHTS("/console", "/login", "/logout", "/identity", "/download", "/request", "/api/requests", "/api/mails", "/api/openapi/rights"),
    PROJECTIONS("/api/permissions", "/api/audit", "/api/board", "/api/statistics", "/api/openapi/projections"),
    /** Everything else: the home page, the demo site, the mailbox's pages. */
    PAGES;

    private final List<String> prefixes;

    Resident(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** Whose a path is. Whole segments count: {@code /api/consentsX} is not {@code /api/consents}. */
    public static Resident of(String decodedPath) {
        for (Resident resident : values()) {
            for (String prefix : resident.prefixes) {
                if (decodedPath.startsWith(prefix) && (decodedPath.length() == prefix.length() || decodedPath.charAt(prefix.length()) == '/')) {
                    return resident;
                }
            }
        }
        return PAGES;
    }

    /** The name of its virtual host inside the server; never seen outside. */
    String hostName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
