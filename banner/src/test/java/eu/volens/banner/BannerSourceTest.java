package eu.volens.banner;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The sources, and what the build makes of them. */
class BannerSourceTest {
    /** What the smallest peer needs for its script alone. */
    private static final int GZIPPED_BYTES_MAX = 10_100;

    @Test
    void scriptStylesAndTextsOfALanguageStayWithinTheBudget() throws IOException {
        var files = gzipped(built("banner.js")) + gzipped(built("banner.css"));
        for (var texts : Texts.ofReadme().entrySet()) {
            var all = files + gzipped(new Gson().toJson(texts.getValue()));
            assertThat(all).as(texts.getKey()).isLessThanOrEqualTo(GZIPPED_BYTES_MAX);
        }
    }

    @Test
    void whatIsServedSaysNothingToPeople() throws IOException {
        assertThat(built("banner.js")).doesNotContain("/*", "// ", "PATIENCE_MILLIS").startsWith("(function(){'use strict';");
        assertThat(built("banner.css")).doesNotContain("/*", "\n", ": ");
    }

    @Test
    void itRunsAsAClassicScriptToo() throws IOException {
        assertThat(source("banner.js")).doesNotContain("import.meta").doesNotContainPattern("(?m)^(import|export)\\b");
    }

    @Test
    void textsNeverBecomeMarkupOrCode() throws IOException {
        assertThat(source("banner.js"))
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function")
                .doesNotContainPattern("\\.style\\b|import\\(");
        assertThat(source("banner.css")).doesNotContain("@import", "url(");
    }

    @Test
    void theReadmeNamesExactlyTheTextsThatTheScriptReads() throws IOException {
        var read = Pattern.compile("texts\\.(\\w+)|conclude\\('(\\w+)'\\)|'(offline)'").matcher(source("banner.js")).results()
                .map(match -> match.group().replaceAll("texts\\.|conclude\\('|'\\)?", ""))
                .collect(toCollection(TreeSet::new));
        assertThat(Texts.keysOfReadmeTable()).isEqualTo(read);
        assertThat(Texts.ofReadme().keySet()).containsExactly("fr", "nl", "de", "en");
        assertThat(Texts.ofReadme()).allSatisfy((language, texts) ->
                assertThat(texts.keySet()).as(language).containsExactlyInAnyOrderElementsOf(read));
    }

    private static int gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static String source(String name) throws IOException {
        return Files.readString(Path.of("src/main/web", name));
    }

    private static String built(String name) throws IOException {
        try (var in = BannerSourceTest.class.getResourceAsStream("/META-INF/resources/banner/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
