package eu.volens.houserules.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Relative links in Markdown lead to a file of the repository, and to a heading in it where they name one. */
final class Links {

    private static final Pattern LINK = Pattern.compile("\\]\\((?<target>[^)\\s]+)(\\s+\"[^\"]*\")?\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(?<title>.+?) *$");

    private Links() {}

    /**
     * @param exists whether a path, relative to the root, is a file or folder of the repository
     * @param text   the text of such a file
     */
    static List<String> dead(Path file, String markdown, Predicate<Path> exists, Function<Path, String> text) {
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(markdown).replaceAll(""));
        while (link.find()) {
            String target = link.group("target");
            if (!ELSEWHERE.matcher(target).matches() && !leadsSomewhere(file, target, exists, text)) {
                dead.add(file + ": " + target + " leads nowhere");
            }
        }
        return dead;
    }

    private static boolean leadsSomewhere(Path file, String target, Predicate<Path> exists, Function<Path, String> text) {
        String[] parts = target.split("#", 2);
        Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (!exists.test(to)) {
            return false;
        }
        return parts.length == 1 || !to.toString().endsWith(".md") || anchors(text.apply(to)).contains(parts[1]);
    }

    private static Set<String> anchors(String markdown) {
        return HEADING.matcher(markdown).results().map(heading -> heading.group("title").toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).collect(Collectors.toSet());
    }
}
