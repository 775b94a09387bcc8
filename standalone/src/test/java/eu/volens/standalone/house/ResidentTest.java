package eu.volens.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidentTest {

    @ParameterizedTest
    @CsvSource({
        "/api/consents, LEDGER", "/api/consents/, LEDGER", "/api/consents/1/withdrawal, LEDGER", "/api/sites/x/areas/y/banner, LEDGER",
        "/api/holder/search, LEDGER", "/banner/volens-banner.js, LEDGER", "/policy/itsme-id/fr, LEDGER", "/api/openapi/ledger, LEDGER",
        "/.well-known/gpc.json, LEDGER", "/api/policies, LEDGER", "/api/policies/x/comparison, LEDGER", "/.well-known/other, PAGES",
        "/console, RIGHTS", "/login, RIGHTS", "/logout, RIGHTS", "/identity/abc, RIGHTS", "/download/abc, RIGHTS", "/request, RIGHTS", "/request/received, RIGHTS",
        "/api/requests, RIGHTS", "/requests, PAGES",
        "/api/permissions, PROJECTIONS", "/api/audit/x, PROJECTIONS", "/api/board, PROJECTIONS", "/api/openapi/projections, PROJECTIONS",
        "/, PAGES", "'', PAGES", "/demo/business, PAGES", "/mailbox, PAGES", "/style/volens.css, PAGES", "/unknown, PAGES",
        "/api/consentsX, PAGES", "/consoles, PAGES", "/api, PAGES", "/CONSOLE, PAGES"})
    void aPathBelongsToOneResident(String path, Resident resident) {
        assertThat(Resident.of(path)).isEqualTo(resident);
    }
}
