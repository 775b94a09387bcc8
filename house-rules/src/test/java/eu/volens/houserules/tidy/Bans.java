package eu.volens.houserules.tidy;

import eu.volens.houserules.tidy.Ban.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What may not stand in the repository. Patterns are written so that this file does not break them itself. */
final class Bans {

    private static final Predicate<Path> EVERYWHERE = _ -> true;
    private static final Predicate<Path> JAVA = named(".*\\.java");
    /** They must name what they forbid. */
    private static final Predicate<Path> NOT_THE_RULES = named("house-rules/src/test/java/.*/(tidy|poms|architecture)/.*").negate();
    private static final Predicate<Path> CODE = named(".*\\.(java|js|mjs|ts|css|html|yml|yaml|xml|sql|properties|sh|md)");
    /** The command line of the standalone process talks to whoever started it; nothing else does. */
    private static final Predicate<Path> JAVA_WITHOUT_CONSOLE = named("(?!standalone/src/main/java/eu/volens/standalone/\\w+\\.java).*/src/main/java/.*\\.java");
    private static final Predicate<Path> FAST_TESTS = named(".*/src/test/java/.*Test\\.java");
    private static final Predicate<Path> TEST_FIXTURES = named(".*/src/test/java/.*\\.java")
            .and(named(".*(Test|IT|Contract)\\.java").negate());

    private Bans() {}

    static List<Ban> all() {
        return List.of(
                ban("a space at the end of a line", "[ \\t]+$", EVERYWHERE, "remove it",
                        Sample.of("README.md", "# Volens \n")),
                ban("a carriage return", "\\r", EVERYWHERE, "end lines with a line feed",
                        Sample.of("README.md", "# Volens\r\n")),
                ban("no line feed at the end of the file", "[^\\n]\\z", EVERYWHERE, "add one",
                        Sample.of("README.md", "# Volens")),
                ban("a tab", "\\t", JAVA, "indent by four spaces",
                        Sample.of("a/A.java", "\tint a;\n")),
                ban("a note to finish something", "\\b(T[O]DO|FIX[M]E|X[X]X)\\b", CODE, "finish it, or write an issue",
                        Sample.of("a/A.java", "// T" + "ODO later\n")),
                ban("Lombok", "\\blombok\\.|org\\.project" + "lombok", CODE.and(NOT_THE_RULES), "write a record",
                        Sample.of("a/A.java", "import lombok.Value;\n")),
                ban("a mock", "org\\.mock" + "ito", JAVA.and(NOT_THE_RULES), "write a fixture or an in-memory port",
                        Sample.of("a/A.java", "import org.mock" + "ito.Mock;\n")),
                ban("a switched-off test", "@Dis" + "abled\\b|@Ign" + "ore\\b", JAVA,
                        "mend it, or skip it by an assumption that says why",
                        Sample.of("a/ATest.java", "@Dis" + "abled\n")),
                ban("printing to the console", "System\\.(out|err)\\b|\\.printStack" + "Trace\\(", JAVA_WITHOUT_CONSOLE, "use a logger",
                        Sample.of("a/src/main/java/A.java", "System." + "out.println();\n")),
                ban("the host of a package registry",
                        "repo1?[.]maven[.]|maven-centra[l]|registry[.]npmjs|deb[.]debian|pypi[.]org|files[.]pythonhosted", EVERYWHERE,
                        "leave it to the build tool's own settings",
                        Sample.of("pom.xml", "<url>https://repo." + "maven.apache.org/maven2</url>\n")),
                ban("a path of one machine", "(?<![\\w.}~-])/(work|root|home/\\w+|farm|Users/\\w+)/", EVERYWHERE, "use a relative path",
                        Sample.of("docs/a.md", "see /wo" + "rk/plan\n")),
                ban("a key or a password in the open", "-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}", EVERYWHERE, "generate it in the test",
                        Sample.of("a/key.pem", "-----BEGIN PRIV" + "ATE KEY-----\n")),
                ban("a fast test that is slow",
                        "^import (static )?(org\\.springframework\\.(boot\\.test|test)\\.|io\\.zonky\\.|com\\.microsoft\\.playwright|com\\.icegreen"
                                + "|kafka\\.|org\\.testcontainers)", FAST_TESTS, "call it …IT",
                        Sample.of("a/src/test/java/ATest.java", "import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;\n")),
                ban("a test whose name does not tell its cost", "^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b", TEST_FIXTURES,
                        "call the class …Test, …IT or …Contract",
                        Sample.of("a/src/test/java/Tests.java", "    @Test\n")));
    }

    private static Ban ban(String name, String pattern, Predicate<Path> where, String instead, Sample guilty) {
        return new Ban(name, Pattern.compile(pattern, Pattern.MULTILINE), where, instead, guilty);
    }

    private static Predicate<Path> named(String pattern) {
        Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
        return file -> matches.test(file.toString().replace('\\', '/'));
    }
}
