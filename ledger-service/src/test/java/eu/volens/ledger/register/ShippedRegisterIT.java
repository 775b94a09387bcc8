package eu.volens.ledger.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The controller that the product ships with: its register is whole. */
class ShippedRegisterIT {

    private final CookieRegister register = RegisterFolder.read(Path.of(System.getProperty("volens.root", ".."), "controllers"),
            "belgian-mobile-id", Set.of("fr", "nl", "de", "en"));

    @Test
    void allSeventeenCookiesOfTheSourceAndOursAreThereWithProviderPurposeAndLifetime() {
        assertThat(register.trackers()).extracting(it -> it.name() + " " + it.provider() + " " + it.purpose() + " " + it.lifetime().code())
                .containsExactly(
                        "CookieConsent www.itsme-id.com necessary P365D",
                        "volens-outbox www.itsme-id.com necessary unlimited",
                        "__cf_bm cloudflare.com necessary PT1H",
                        "_help_center_session static.zdassets.com/hc/assets necessary session",
                        "_cfuvid hsforms.com necessary session",
                        "_cfruid cloudflare.com necessary session",
                        "rc::a Google necessary unlimited",
                        "rc::c Google necessary session",
                        "cf_ob_info cloudflare.com necessary PT1M",
                        "cf_use_ob cloudflare.com necessary session",
                        "AWSALBCORS aws.amazon.com necessary P7D",
                        "cf_clearance cloudflare.com necessary P1Y",
                        "cache-sprite-plyr www.itsme-id.com necessary session",
                        "plyr www.itsme-id.com preferences session",
                        "locale facebook.net functional unlimited",
                        "__zlcmid zopim.com functional P1Y",
                        "__zlcstore zopim.com functional unlimited",
                        "zte2095 zopim.com functional session");
    }

    @Test
    void whatIsInTheBrowsersStorageIsNotTakenForACookie() {
        assertThat(register.trackers()).filteredOn(it -> it.kind() != Tracker.Kind.COOKIE).extracting(it -> it.name() + " " + it.kind().code())
                .containsExactly("volens-outbox local-storage", "rc::a local-storage", "rc::c session-storage", "cache-sprite-plyr local-storage",
                        "plyr local-storage", "__zlcstore local-storage");
        assertThat(register.trackers()).filteredOn(it -> it.party() == Tracker.Party.FIRST).extracting(Tracker::name)
                .containsExactly("CookieConsent", "volens-outbox", "cache-sprite-plyr", "plyr", "__zlcmid", "__zlcstore", "zte2095");
    }

    @Test
    void everyTypeOfConsentModeHasItsPurposeAndTheSignalOfTheBrowserRefusesMarketing() {
        assertThat(register.purposes()).flatExtracting(Purpose::consentMode)
                .containsExactlyInAnyOrderElementsOf(Purpose.CONSENT_MODE_TYPES);
        assertThat(register.purposes()).filteredOn(Purpose::refusedByGpc).extracting(Purpose::id).containsExactly("marketing");
    }

    @Test
    void personalAndSupportOnlyInformAndBusinessAndAccountAskAboutEveryOptionalPurpose() {
        var optional = List.of("preferences", "functional", "analytics", "marketing");
        var asks = register.site("itsme-id").orElseThrow().areas().stream().collect(Collectors.toMap(Area::id, Area::asks));

        assertThat(asks).isEqualTo(Map.of("personal", List.of(), "support", List.of(), "business", optional, "account", optional));
        assertThat(register.purposes()).extracting(Purpose::id).containsExactly("necessary", "preferences", "functional", "analytics", "marketing");
        assertThat(register.purposes()).filteredOn(Purpose::required).extracting(Purpose::id).containsExactly("necessary");
    }

    @Test
    void aChoiceHoldsForAYearAndEveryTextIsInFourLanguages() {
        assertThat(register.site("itsme-id").orElseThrow().lifetimeDays()).isEqualTo(365);
        assertThat(register.controller().languages()).containsExactly("fr", "nl", "de", "en");
        assertThat(register.trackers()).allSatisfy(tracker ->
                assertThat(tracker.explanation().byLanguage().values()).as(tracker.name()).hasSize(4).doesNotHaveDuplicates());
    }
}
