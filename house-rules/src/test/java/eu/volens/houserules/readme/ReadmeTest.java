package eu.volens.houserules.readme;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.houserules.readme.Readme.Example;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void aCommandIsPairedWithTheOutputThatFollowsIt() {
        Readme readme = Readme.parse("""
                # Title
                ```sh
                first
                ```
                words
                ```sh
                second
                ```
                ```text
                output
                ```
                """);
        assertThat(readme.examples()).containsExactly(new Example("first\n", ""), new Example("second\n", "output\n"));
    }

    @Test
    void dotsStandForAnythingWithinALineAndADottedLineForAnyLines() {
        Example example = new Example("x", "{\"record\":\"…\"}\n…\nVolens is ready\n");
        assertThat(example.isPrintedBy("{\"record\":\"42\"}\none\ntwo\nVolens is ready\n")).isTrue();
        assertThat(example.isPrintedBy("{\"record\":\"42\"}\nVolens is ready")).isTrue();
        assertThat(example.isPrintedBy("{\"record\":\"42\"}\none\nVolens is not ready")).isFalse();
        assertThat(example.isPrintedBy("{\"other\":\"42\"}\nVolens is ready")).isFalse();
    }

    @Test
    void whatFollowsTheExpectedTextIsNoticed() {
        assertThat(new Example("x", "yes\n").isPrintedBy("yes\nand more")).isFalse();
    }
}
