package eu.volens.rights.mailbox;

import eu.volens.rights.request.Right;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Messages of which people say what they are, in {@code recognition/<language>.txt}: each begins with {@code ===} and its rights,
 * {@code request} when it asks for something without naming a right, or {@code -} when it is no request; header fields and text follow.
 */
record LabelledMails(String language, int number, boolean request, Set<Right> rights, byte[] raw) {

    private static final int WRITTEN_BEFORE_THE_RULES = 55;

    static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");

    static List<LabelledMails> all() {
        return LANGUAGES.stream().flatMap(language -> read(language).stream()).toList();
    }

    /** Every third message of a language, and those that were written after the rules: no rule was made or mended for these. */
    boolean heldOut() {
        return number % 3 == 0 || number > WRITTEN_BEFORE_THE_RULES;
    }

    ReadMail mail() {
        return MailReader.read(raw);
    }

    private static List<LabelledMails> read(String language) {
        List<LabelledMails> mails = new ArrayList<>();
        for (String block : text(language).split("(?m)^=== ")) {
            if (!block.isBlank()) {
                String[] labelAndMail = block.split("\n", 2);
                mails.add(labelled(language, mails.size() + 1, labelAndMail[0].strip(), labelAndMail[1]));
            }
        }
        return mails;
    }

    private static LabelledMails labelled(String language, int number, String label, String mail) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (!label.equals("-") && !label.equals("request")) {
            Arrays.stream(label.split(" ")).map(name -> Right.valueOf(name.toUpperCase(Locale.ROOT))).forEach(rights::add);
        }
        String head = mail.substring(0, mail.indexOf("\n\n"));
        String added = (head.contains("From:") ? "" : "From: Somebody <somebody@example.org>\n")
                + (head.contains("Content-Type:") ? "" : "Content-Type: text/plain; charset=utf-8\n");
        return new LabelledMails(language, number, !label.equals("-"), rights, (added + mail).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String language) {
        try (InputStream file = Objects.requireNonNull(LabelledMails.class.getResourceAsStream("/recognition/" + language + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return language + " " + number + ": " + mail().subject();
    }
}
