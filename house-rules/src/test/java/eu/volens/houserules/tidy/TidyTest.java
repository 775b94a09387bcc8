package eu.volens.houserules.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.houserules.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TidyTest {

    /** Bytes that are not ours to arrange: pictures, and mails kept as they arrived. */
    private static final Pattern NOT_TEXT = Pattern.compile(".*\\.(png|jpg|gif|ico|woff2|zip|jar|eml|mbox|bin)");
    private static final Pattern GUILTY = Pattern.compile(".*/guilty/.*");

    private static final Map<Path, String> TEXTS = texts();

    private static Map<Path, String> texts() {
        Map<Path, String> texts = new TreeMap<>();
        Repository.files().stream().filter(file -> !NOT_TEXT.matcher(name(file)).matches() && !GUILTY.matcher(name(file)).matches())
                .forEach(file -> texts.put(file, Repository.text(file)));
        return texts;
    }

    static List<Ban> bans() {
        return Bans.all();
    }

    @ParameterizedTest
    @MethodSource("bans")
    void nothingBannedStandsInTheRepository(Ban ban) {
        assertThat(TEXTS.keySet()).as("files the ban speaks of").anyMatch(ban.where());
        assertThat(TEXTS.entrySet().stream().flatMap(file -> ban.breaches(file.getKey(), file.getValue()).stream())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bans")
    void theBanBites(Ban ban) {
        assertThat(ban.breaches(ban.guilty().file(), ban.guilty().text())).singleElement().asString()
                .startsWith(ban.guilty().file() + ":1: ").endsWith(ban.instead());
    }

    // --- languages

    @Test
    void everyMessageStandsInFourLanguages() {
        Map<Path, String> bundles = matching(".*\\.properties");
        assertThat(bundles).isNotEmpty();
        assertThat(Languages.missingMessages(bundles)).isEmpty();
    }

    @Test
    void aMissingMessageIsNoticed() {
        assertThat(Languages.missingMessages(Map.of(Path.of("a/messages.properties"), "one=One\ntwo=Two\n",
                Path.of("a/messages_fr.properties"), "one=Un\n", Path.of("a/messages_nl.properties"), "one=Een\ntwo=Twee\n",
                Path.of("a/messages_de.properties"), "one=Eins\ntwo=\n", Path.of("a/logback.properties"), "level=info\n")))
                .containsExactly("a/messages: two has no text in fr", "a/messages: two has no text in de");
    }

    @Test
    void everyTextOfAControllerStandsInFourLanguages() {
        Map<Path, String> files = matching("controllers/.*\\.ya?ml");
        assertThat(files).isNotEmpty();
        assertThat(files.entrySet().stream().flatMap(file -> Languages.missingTexts(file.getKey(), file.getValue()).stream())).isEmpty();
    }

    @Test
    void aMissingTextIsNoticed() {
        assertThat(Languages.missingTexts(Path.of("t.yaml"), "trackers:\n  - name: c\n    explanation: {fr: Un, nl: Een, en: ''}\n"))
                .containsExactly("t.yaml.trackers[0].explanation has no text in de", "t.yaml.trackers[0].explanation has no text in en");
    }

    @Test
    void everyFileNamedByALanguageExistsInFour() {
        assertThat(Languages.missingFiles(matching("(controllers/.*|[a-z-]+/src/main/resources/.*)(?<!\\.properties)").keySet())).isEmpty();
    }

    @Test
    void aMissingFileIsNoticed() {
        assertThat(Languages.missingFiles(List.of(Path.of("letters/fr/answer.txt"), Path.of("letters/nl/answer.txt"),
                Path.of("letters/de/answer.txt"))))
                .hasSize(3).allMatch(missing -> missing.startsWith("letters/en/answer.txt is missing beside "));
    }

    // --- documents

    @Test
    void noLinkInAPageIsDead() {
        Map<Path, String> pages = matching(".*\\.md");
        assertThat(pages).isNotEmpty();
        assertThat(pages.entrySet().stream().flatMap(page -> Links.dead(page.getKey(), page.getValue(),
                target -> Files.exists(Repository.ROOT.resolve(target)), Repository::text).stream())).isEmpty();
    }

    @Test
    void aDeadLinkIsNoticed() {
        Predicate<Path> exists = target -> target.equals(Path.of("docs/b.md")) || target.equals(Path.of("docs/a.md"));
        String page = "[ok](b.md) [ok](b.md#one-two) [ok](https://example.org) [bad](c.md) [bad](../b.md) [bad](b.md#three) `[code](d.md)`\n";
        assertThat(Links.dead(Path.of("docs/a.md"), page, exists, _ -> "# One, two\n"))
                .containsExactly("docs/a.md: c.md leads nowhere", "docs/a.md: ../b.md leads nowhere", "docs/a.md: b.md#three leads nowhere");
    }

    @Test
    void everyModuleIntroducesItself() {
        assertThat(Repository.modules()).isNotEmpty().allSatisfy(module ->
                assertThat(TEXTS.getOrDefault(Path.of(module, "README.md"), "")).as(module + "/README.md").matches("(?s)# .+\n.+\n.+"));
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertThat(PackageInfos.wrong(matching(".*\\.java"))).isEmpty();
    }

    @Test
    void aSilentPackageIsNoticed() {
        String head = "@NullMarked\npackage a;\n";
        assertThat(PackageInfos.wrong(Map.of(
                Path.of("m/src/main/java/a/A.java"), "class A {}", Path.of("m/src/main/java/a/package-info.java"), "/** One. Two. */\n" + head,
                Path.of("m/src/test/java/a/ATest.java"), "class ATest {}",
                Path.of("m/src/main/java/b/B.java"), "class B {}",
                Path.of("m/src/main/java/c/package-info.java"), "/** One. Two. Three. Four. */\n" + head,
                Path.of("m/src/main/java/d/package-info.java"), "/** One. */\npackage d;\n",
                Path.of("m/src/main/java/e/package-info.java"), head)))
                .containsExactly("m/src/main/java/b has no package-info.java",
                        "m/src/main/java/c/package-info.java says 4 sentences, not one to three",
                        "m/src/main/java/d/package-info.java is not @NullMarked",
                        "m/src/main/java/e/package-info.java says 0 sentences, not one to three");
    }

    private static Map<Path, String> matching(String pattern) {
        Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
        Map<Path, String> found = new TreeMap<>(TEXTS);
        found.keySet().removeIf(file -> !matches.test(name(file)));
        return found;
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/');
    }
}
