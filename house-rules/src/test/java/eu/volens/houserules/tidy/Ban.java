package eu.volens.houserules.tidy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Text that may not stand in a file.
 *
 * @param where   files the ban is about
 * @param instead what to do about it
 * @param guilty  a file and its text that the ban must reject
 */
record Ban(String name, Pattern text, Predicate<Path> where, String instead, Sample guilty) {

    record Sample(Path file, String text) {

        static Sample of(String file, String text) {
            return new Sample(Path.of(file), text);
        }
    }

    /** Every place that breaks the ban, as {@code file:line: what, and what instead}. */
    List<String> breaches(Path file, String content) {
        if (!where.test(file)) {
            return List.of();
        }
        return text.matcher(content).results()
                .map(match -> file + ":" + (1 + content.substring(0, match.start()).lines().count()
                        - (match.start() > 0 && content.charAt(match.start() - 1) != '\n' ? 1 : 0)) + ": " + name + "; " + instead)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
