package eu.volens.benchmarks.row;

import eu.volens.benchmarks.browser.Chromium;
import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the banner costs a visitor: the bytes they load, and the time from pressing "accept all" to the next paint, on the cookie policy as
 * the ledger serves it, on which nothing may move. Where no Chromium is installed, only the bytes.
 */
final class BannerRows {

    /** Script and styles of orestbida/cookieconsent 3.1.0, gzipped: 10.1 kB and 5.3 kB, without texts. */
    private static final double SMALLEST_PEER_BYTES = 15_513;
    private static final String CONFIGURATION = "/api/sites/itsme-id/areas/business/banner?lang=";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int CPU_THROTTLING = 4;
    /** Below this, browsers do not report how long an event took. */
    private static final double REPORTED_MILLIS_MIN = 16;
    private static final String WATCH = """
            window.moved = []; window.slowest = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => entry.sources.forEach(({ node, previousRect, currentRect }) => {
              const what = `${node?.nodeName}#${node?.id}.${node?.className} ${JSON.stringify(previousRect)} ${JSON.stringify(currentRect)}`;
              moved.push({ at: entry.startTime, what });
            }))).observe({ type: 'layout-shift', buffered: true });
            new PerformanceObserver(list => list.getEntries().forEach(entry => {
              if (entry.interactionId) slowest = Math.max(slowest, entry.duration);
            })).observe({ type: 'event', durationThreshold: 16, buffered: true });
            """;
    /** Since all of the page is there: a slowed browser may paint half of it before, which is nobody's doing. */
    private static final String MOVED =
            "moved.filter(one => one.at >= performance.getEntriesByType('navigation')[0].domInteractive).map(one => one.what)";
    private static final String PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))";

    private final Run run;
    private final MeasuredLedger ledger;

    BannerRows(Run run, MeasuredLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    /** In the longest of the four languages. Does not vary, so one round. */
    void measureBytes() throws IOException {
        run.say("banner bytes");
        int script = gzipped(demand(text("/banner/banner.js"), "volens:change", "Object.freeze"));
        int styles = gzipped(demand(text("/banner/banner.css"), "#volens"));
        int texts = 0;
        for (String language : List.of("fr", "nl", "de", "en")) {
            JsonNode configuration = JSON.readTree(text(CONFIGURATION + language));
            WrongAnswerException.demandEqual("purposes in " + language, 5, configuration.get("purposes").size());
            texts = Math.max(texts, gzipped(demand(configuration.get("texts").toString(), "acceptAll", "refuseAll")));
        }
        run.add(Goal.BANNER_BYTES, script + styles + texts, SMALLEST_PEER_BYTES);
        run.note(Goal.BANNER_BYTES, String.format(Locale.ROOT, "script %,d, styles %,d, texts %,d", script, styles, texts));
    }

    private String text(String path) throws IOException {
        return new String(ledger.get(path), StandardCharsets.UTF_8);
    }

    private static String demand(String text, String... parts) {
        for (String part : parts) {
            if (!text.contains(part)) {
                throw new WrongAnswerException("what was loaded does not contain " + part);
            }
        }
        return text;
    }

    private static int gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    void measureInteraction() throws IOException, InterruptedException {
        Optional<Path> chromium = Chromium.installed();
        if (chromium.isEmpty()) {
            run.say("interaction: no Chromium is installed");
            return;
        }
        for (int round = 1; round <= run.pace().rounds(); round++) {
            run.say("interaction, round %d of %d", round, run.pace().rounds());
            try (Chromium browser = Chromium.start(chromium.get(), run.folder().resolve("browser-" + round))) {
                run.add(Goal.INTERACTION, acceptAll(browser) / 1000, 1);
            } catch (IOException e) {
                throw new WrongAnswerException("the browser did not do as it should: " + e.getMessage());
            }
        }
        run.note(Goal.INTERACTION, "processor slowed " + CPU_THROTTLING + " times; layout shift 0");
    }

    /** Milliseconds, in steps of 8 as browsers report them. */
    private double acceptAll(Chromium browser) throws IOException, InterruptedException {
        browser.send("Page.enable", Map.of());
        browser.send("Emulation.setCPUThrottlingRate", Map.of("rate", CPU_THROTTLING));
        browser.send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        browser.send("Page.navigate", Map.of("url", "http://127.0.0.1:" + ledger.address().getPort() + "/policy/itsme-id/fr#manage"));
        browser.await("document.readyState === 'complete' && document.querySelector('#volens dialog[open] #volens-accept')");
        browser.evaluate(PAINTED);
        browser.click("#volens-accept");
        browser.await("volens.consent()");
        browser.evaluate(PAINTED);
        browser.await("fetch('/api/consents/' + volens.consent().record).then(answer => answer.ok)");
        JsonNode choice = browser.evaluate("volens.consent()");
        WrongAnswerException.demandEqual("purposes given", 4, choice.get("given").size());
        demand(text("/api/consents/" + choice.get("record").asString()), "\"status\":\"given\"");
        JsonNode moved = browser.evaluate(MOVED);
        if (!moved.isEmpty()) {
            throw new WrongAnswerException("the page moved: " + moved);
        }
        return Math.max(browser.evaluate("slowest").asDouble(), REPORTED_MILLIS_MIN);
    }
}
