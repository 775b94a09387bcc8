package eu.volens.houserules.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every package says in one to three sentences what it is, and what it says of null. */
final class PackageInfos {

    private static final int SENTENCES_MAX = 3;
    private static final Pattern COMMENT = Pattern.compile("(?s)^/\\*\\*(?<text>.*?)\\*/");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^}]*)}");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");

    private PackageInfos() {}

    /** @param sources Java files and their texts; a test package may leave the word to the main package of the same name */
    static List<String> wrong(Map<Path, String> sources) {
        Map<Path, @Nullable String> infos = new TreeMap<>();
        sources.forEach((file, text) -> {
            Path folder = file.getParent();
            if (file.endsWith("package-info.java")) {
                infos.put(folder, text);
            } else {
                infos.putIfAbsent(folder, null);
            }
        });
        List<String> wrong = new ArrayList<>();
        infos.forEach((folder, info) -> {
            if (info != null) {
                check(folder, info, wrong);
            } else if (infos.get(mainTwin(folder)) == null) {
                wrong.add(folder + " has no package-info.java");
            }
        });
        return wrong;
    }

    private static Path mainTwin(Path folder) {
        return Path.of(folder.toString().replace('\\', '/').replace("/src/test/java/", "/src/main/java/"));
    }

    private static void check(Path folder, String info, List<String> wrong) {
        if (!info.contains("@NullMarked")) {
            wrong.add(folder + "/package-info.java is not @NullMarked");
        }
        Matcher comment = COMMENT.matcher(info);
        long sentences = comment.find() ? sentences(comment.group("text")) : 0;
        if (sentences < 1 || sentences > SENTENCES_MAX) {
            wrong.add(folder + "/package-info.java says " + sentences + " sentences, not one to three");
        }
    }

    private static long sentences(String comment) {
        String text = INLINE_TAG.matcher(comment.replaceAll("(?m)^\\s*\\*", "")).replaceAll("tag").strip();
        return text.isEmpty() ? 0 : SENTENCE_END.matcher(text).results().count();
    }
}
