package eu.volens.banner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BannerSourceTest {
    /** What the smallest peer needs for its script alone. */
    private static final int GZIPPED_BYTES_MAX = 10_100;

    @Test
    void scriptAndStylesStayWithinTheBudget() throws IOException {
        assertThat(gzipped("banner.js") + gzipped("banner.css")).isLessThanOrEqualTo(GZIPPED_BYTES_MAX);
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
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Texts.keysOfReadmeTable()).isEqualTo(read);
        assertThat(Texts.ofReadme().keySet()).containsExactly("fr", "nl", "de", "en");
        assertThat(Texts.ofReadme()).allSatisfy((language, texts) ->
                assertThat(texts.keySet()).as(language).containsExactlyInAnyOrderElementsOf(read));
    }

    private static int gzipped(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(source(name).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static String source(String name) throws IOException {
        try (var in = BannerSourceTest.class.getResourceAsStream("/META-INF/resources/banner/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
