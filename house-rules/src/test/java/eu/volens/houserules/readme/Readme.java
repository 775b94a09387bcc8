package eu.volens.houserules.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fenced blocks of a document that are to be run. A block marked {@code sh} is a command; the {@code text} or {@code json} block that follows it,
 * if any, is what it prints. In the expected text {@code …} stands for anything within a line, and a line of only {@code …} for any lines.
 */
record Readme(List<Example> examples) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    /** A command, and what it prints; empty when the document does not say. */
    record Example(String command, String expected) {

        boolean isPrintedBy(String actual) {
            return expected.isEmpty() || pattern().matcher(actual.strip()).matches();
        }

        private Pattern pattern() {
            return Pattern.compile(expected.strip().lines()
                    .map(line -> line.strip().equals("…") ? "(?:.*\\n?)*?" : inLine(line) + "\\n?")
                    .collect(Collectors.joining()));
        }

        private static String inLine(String line) {
            StringBuilder pattern = new StringBuilder();
            for (String part : line.stripTrailing().splitWithDelimiters("…", 0)) {
                pattern.append(part.equals("…") ? ".*" : Pattern.quote(part));
            }
            return pattern.append("[ \\t]*").toString();
        }
    }

    static Readme parse(String document) {
        List<Example> examples = new ArrayList<>();
        Matcher fence = FENCE.matcher(document);
        String command = null;
        while (fence.find()) {
            String body = fence.group(2);
            if (fence.group(1).equals("sh")) {
                if (command != null) {
                    examples.add(new Example(command, ""));
                }
                command = body;
            } else if (command != null) {
                examples.add(new Example(command, body));
                command = null;
            }
        }
        if (command != null) {
            examples.add(new Example(command, ""));
        }
        return new Readme(List.copyOf(examples));
    }
}
