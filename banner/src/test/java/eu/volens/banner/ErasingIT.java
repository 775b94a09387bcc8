package eu.volens.banner;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import eu.volens.banner.browser.BrowserTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was kept under a consent leaves the device with it. */
@BrowserTest
class ErasingIT {
    private LedgerFixture ledger;
    private Visitor visitor;

    @BeforeEach
    void aVisitorWhoAcceptedAll(Page page) throws IOException {
        ledger = new LedgerFixture();
        visitor = new Visitor(page, "en").opens(ledger.pageOfSubdomain("business"));
        visitor.presses("acceptAll");
        visitor.hears("saved");
        visitor.page.evaluate("""
                () => {
                  document.cookie = '_m=1; Path=/';
                  document.cookie = '_m_1=1; Path=/site/business';
                  document.cookie = '_m_2=1; Path=/site/; Domain=fixture.localhost';
                  document.cookie = '_m_3=1; Path=/site';
                  document.cookie = '_m_needed=1; Path=/';
                  document.cookie = '_mine=1; Path=/';
                  document.cookie = 'x_m_1=1; Path=/';
                  localStorage['m::a'] = localStorage['xm::a'] = localStorage['_m'] = '1';
                  sessionStorage['ad.id'] = sessionStorage['ad-id'] = '1';
                }""");
        assertThat(kept()).hasSize(13);
    }

    @AfterEach
    void close() {
        ledger.close();
        assertThat(visitor.complaints).filteredOn(complaint -> !complaint.contains("Failed to load resource")).isEmpty();
    }

    @Test
    void withdrawingErasesWhatTheRegisterNamesAndNothingElse() {
        visitor.presses("withdraw");
        visitor.hears("withdrawn");
        assertThat(kept()).containsExactlyInAnyOrder("CookieConsent", "_m_needed", "_mine", "x_m_1", "xm::a", "_m", "ad-id");
        assertThat(visitor.page.evaluate("heard.at(-1)[0] + heard.at(-1)[1].given.length")).isEqualTo("change0");
    }

    @Test
    void onlyThePurposeTakenBackIsErased() {
        visitor.presses("handle");
        visitor.purpose("marketing").uncheck();
        visitor.presses("save");
        visitor.hears("withdrawn");
        assertThat(kept()).contains("_m", "_m_1", "_m_2", "m::a", "ad-id").doesNotContain("ad.id").hasSize(12);
    }

    @Test
    void anAreaThatOnlyInformsErasesAsWell() {
        visitor.opens(ledger.pageOfSubdomain("personal"));
        visitor.presses("withdraw");
        visitor.hears("withdrawn");
        assertThat(kept()).doesNotContain("m::a", "ad.id", "_m_2");
    }

    @Test
    void whatAStrayScriptLeavesBehindGoesWithTheNextPage() {
        visitor.presses("withdraw");
        visitor.hears("withdrawn");
        visitor.page.evaluate("document.cookie = '_m_9=1; Path=/'");
        visitor.opens(ledger.pageOfSubdomain("account"));
        visitor.sees(visitor.button("handle"));
        visitor.until("it is gone", () -> !kept().contains("_m_9"));
    }

    private List<String> kept() {
        return ((List<?>) visitor.page.evaluate("""
                [...document.cookie.split('; ').map(pair => pair.split('=')[0]), ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"""))
                .stream().map(Object::toString).toList();
    }
}
