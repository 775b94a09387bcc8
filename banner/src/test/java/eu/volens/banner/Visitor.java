package eu.volens.banner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Someone in front of a page: what they see by name, and what their browser keeps. Reads the texts in one language. */
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final Page page;
    final List<String> complaints = new ArrayList<>();
    private final Map<String, String> texts;

    Visitor(Page page, String language) {
        this.page = page;
        this.texts = Texts.ofReadme().get(language);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    String text(String key) {
        return texts.get(key);
    }

    Visitor opens(String address) {
        page.navigate(address);
        return this;
    }

    Locator button(String key) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text(key)).setExact(true));
    }

    Locator banner(String titleKey) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(text(titleKey)).setExact(true));
    }

    /** Purposes a page may go by; empty without a choice. */
    List<?> given() {
        return (List<?>) page.evaluate("volens.consent()?.given ?? []");
    }

    /** What Google is told, in order: {@code default} or {@code update}, and the types granted. */
    List<?> signals() {
        return (List<?>) page.evaluate("""
                dataLayer.filter(entry => entry[0] === 'consent').map(([, command, types]) =>
                  [command, ...Object.keys(types).filter(type => types[type] === 'granted')].join(' '))""");
    }

    Locator notice() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(text("informTitle")).setExact(true));
    }

    Locator purpose(String id) {
        return page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("The " + id).setExact(true));
    }

    void presses(String key) {
        button(key).click();
    }

    /** Waits until the banner has said that this was done. */
    void hears(String key) {
        page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText(text(key))).waitFor();
    }

    void sees(Locator something) {
        something.waitFor();
    }

    List<?> ran() {
        return (List<?>) page.evaluate("window.ran");
    }

    String frame() {
        return page.frames().stream().skip(1).map(frame -> frame.url()).findFirst().orElse("");
    }

    Optional<JsonObject> cookie() {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("CookieConsent"))
                .map(cookie -> new Gson().fromJson(URLDecoder.decode(cookie.value, StandardCharsets.UTF_8), JsonObject.class))
                .findFirst();
    }

    String record() {
        return cookie().orElseThrow().get("record").getAsString();
    }

    String outbox() {
        return (String) page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('volens-outbox-')).map(key => localStorage[key]).join()");
    }

    void until(String what, BooleanSupplier holds) {
        var end = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            page.waitForTimeout(25);
        }
    }
}
