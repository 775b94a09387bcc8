package eu.volens.banner.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What every page of ours must pass, and a picture for the eyes. */
public final class PageChecks {
    private PageChecks() {}

    /** WCAG 2.2 A and AA and axe's best practices, on the whole page once its transitions have ended: halfway, colours are nobody's. */
    public static void assertAccessible(Page page) {
        page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))");
        var violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze()
                .getViolations();
        assertThat(violations.stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + rule.getNodes().stream()
                        .map(node -> "\n    " + node.getHtml() + "\n    " + node.getFailureSummary())
                        .collect(Collectors.joining())))
                .as("accessibility of %s", page.url())
                .isEmpty();
    }

    /** Nobody should have to scroll sideways. */
    public static void assertFitsWidth(Page page) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("pixels %s is wider than its window", page.url())
                .isLessThanOrEqualTo(0);
    }

    /** Writes {@code target/screenshots/<name>.png} of the module under test. */
    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
