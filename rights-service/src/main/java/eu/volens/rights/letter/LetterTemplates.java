package eu.volens.rights.letter;

import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.organisation.InvalidOrganisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/**
 * A controller's letters, {@code letters/<kind>/<language>.txt}: the first line is the subject, then an empty line, then the text. The
 * HTML form is made from the text by {@code letters/layout.html}, so both say the same. A template may name declared variables and
 * nothing else: no calls, no other expressions. Read and tried out once; a letter that cannot be sent is found at the start.
 */
public final class LetterTemplates {

    private static final String SUBJECT = "Subject: ";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NOT_ALLOWED = Pattern.compile("\\[\\[|[*#~@]\\{|__|\\[#(?! *th:if=\"\\$\\{\\w+}\")");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

    private final Path folder;
    private final Map<LetterKind, Map<String, String>> texts = new EnumMap<>(LetterKind.class);
    private final SpringTemplateEngine plain = engine(TemplateMode.TEXT);
    private final SpringTemplateEngine html = engine(TemplateMode.HTML);
    private final String layout;

    /** A letter in words. What is not given is left empty. */
    record Rendered(String subject, String text, String html) {}

    /** A stretch of a line in the HTML form. {@code br}: a new line begins before it. */
    record Piece(String text, boolean link, boolean br) {}

    /**
     * @param folder    the controller's {@code letters} folder
     * @param languages every language in which each letter must exist
     * @throws InvalidOrganisation naming the file, when a letter is missing, says too little, or uses what is not declared
     */
    public LetterTemplates(Path folder, List<String> languages) {
        this.folder = folder;
        this.layout = read(folder.resolve("layout.html"));
        for (LetterKind kind : LetterKind.values()) {
            Map<String, String> byLanguage = new HashMap<>();
            for (String language : languages) {
                Path file = file(kind, language);
                String template = read(file);
                checkExpressions(file, kind, template);
                byLanguage.put(language, template);
            }
            texts.put(kind, byLanguage);
            languages.forEach(language -> tryOut(kind, language));
        }
    }

    Rendered render(LetterKind kind, String language, Map<Mention, String> mentions) {
        Context context = new Context();
        mentions.forEach((mention, value) -> context.setVariable(mention.variable(), value));
        String[] parts = plain.process(texts.get(kind).get(language), context).replace("\r\n", "\n").split("\n", 2);
        String subject = parts[0].substring(SUBJECT.length()).strip();
        String text = tidy(parts[1]) + "\n";
        return new Rendered(subject, text, html(language, subject, text, mentions.get(Mention.CONTROLLER_NAME)));
    }

    /** Without blank edges, and with no more than one empty line at a time; so that what a letter was given is found in it again. */
    static String tidy(String text) {
        return text.replace("\r\n", "\n").strip().replaceAll("[ \\t]+\n", "\n").replaceAll("\n{3,}", "\n\n");
    }

    /** Which mandatory mentions have nothing to say, or were left out where the template says them only at times. */
    static List<Mention> unsaid(LetterKind kind, Map<Mention, String> mentions, Rendered rendered) {
        String said = rendered.subject() + "\n" + rendered.text();
        return kind.mandatory().stream().filter(mention -> mentions.getOrDefault(mention, "").isBlank() || !said.contains(mentions.get(mention)))
                .toList();
    }

    private String html(String language, String subject, String text, String controllerName) {
        Context context = new Context();
        context.setVariable("language", language);
        context.setVariable("subject", subject);
        context.setVariable("controllerName", controllerName);
        context.setVariable("paragraphs", Arrays.stream(text.strip().split("\n\\s*\n")).map(LetterTemplates::pieces).toList());
        return html.process(layout, context);
    }

    private static List<Piece> pieces(String paragraph) {
        List<Piece> pieces = new ArrayList<>();
        for (String line : paragraph.split("\n")) {
            boolean br = !pieces.isEmpty();
            int from = 0;
            Matcher address = WEB_ADDRESS.matcher(line);
            while (address.find()) {
                if (address.start() > from) {
                    pieces.add(new Piece(line.substring(from, address.start()), false, br));
                    br = false;
                }
                pieces.add(new Piece(address.group(), true, br));
                br = false;
                from = address.end();
            }
            if (from < line.length() || from == 0) {
                pieces.add(new Piece(line.substring(from), false, br));
            }
        }
        return pieces;
    }

    private void checkExpressions(Path file, LetterKind kind, String template) {
        if (!template.startsWith(SUBJECT) || template.lines().findFirst().orElse("").length() <= SUBJECT.length()) {
            throw new InvalidOrganisation(file + ": the first line must be \"" + SUBJECT + "…\"");
        }
        Matcher forbidden = NOT_ALLOWED.matcher(template);
        if (forbidden.find()) {
            throw new InvalidOrganisation(file + ": \"" + forbidden.group() + "\" cannot be used; variables are written [(${name})]");
        }
        Set<String> declared = kind.declared().stream().map(Mention::variable).collect(Collectors.toSet());
        EXPRESSION.matcher(template).results().map(match -> match.group(1)).filter(name -> !declared.contains(name)).findFirst().ifPresent(name -> {
            throw new InvalidOrganisation(file + ": ${" + name + "} is not declared for this letter; declared: "
                    + declared.stream().sorted().collect(Collectors.joining(", ")));
        });
    }

    /** Writes the letter with marks for values, once with all and once with no more than it needs; every mandatory mark must come out, in both forms. */
    private void tryOut(LetterKind kind, String language) {
        tryOut(kind, language, kind.declared());
        tryOut(kind, language, kind.mandatory());
    }

    private void tryOut(LetterKind kind, String language, Set<Mention> given) {
        Map<Mention, String> marks = new EnumMap<>(Mention.class);
        given.forEach(mention -> marks.put(mention, "https://mark.example/" + mention.variable() + "/end"));
        Rendered rendered;
        try {
            rendered = render(kind, language, marks);
        } catch (RuntimeException e) {
            throw new InvalidOrganisation(file(kind, language) + ": cannot be written: " + e.getMessage(), e);
        }
        Set<Mention> missing = EnumSet.noneOf(Mention.class);
        missing.addAll(unsaid(kind, marks, rendered));
        kind.mandatory().stream().filter(mention -> !rendered.html().contains(marks.get(mention))).forEach(missing::add);
        missing.stream().findFirst().ifPresent(mention -> {
            throw new InvalidOrganisation(file(kind, language) + ": the mandatory mention ${" + mention.variable() + "} is missing");
        });
    }

    private Path file(LetterKind kind, String language) {
        return folder.resolve(kind.wireName()).resolve(language + ".txt");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidOrganisation(file + " cannot be read; every letter must exist in every language of the controller", e);
        }
    }

    private static SpringTemplateEngine engine(TemplateMode mode) {
        StringTemplateResolver resolver = new StringTemplateResolver();
        resolver.setTemplateMode(mode);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }
}
