package eu.volens.standalone.mailbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kept message on disk.
 *
 * @param id    unique within its mailbox, rising with time: milliseconds since 1970, a dot, a number
 * @param path  where it is now; changes with the marks
 * @param marks Maildir's letters in alphabetical order: D draft, F flagged, R answered, S seen, T deleted
 */
record MailFile(String id, Path path, String marks) {

    private static final Pattern NAME = Pattern.compile("([0-9]{1,15}\\.[0-9]{1,9})(?::2,([DFRST]*))?");

    static Optional<MailFile> of(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() ? Optional.of(new MailFile(name.group(1), path, name.group(2) == null ? "" : name.group(2))) : Optional.empty();
    }

    /** When the message arrived here. */
    Instant receivedAt() {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('.'))));
    }

    /** The place of the same message under other marks: unread and unmarked messages rest in {@code new}, others in {@code cur}. */
    Path pathWith(String otherMarks) {
        Path mailbox = path.getParent().getParent();
        return otherMarks.isEmpty() ? mailbox.resolve("new").resolve(id) : mailbox.resolve("cur").resolve(id + ":2," + otherMarks);
    }
}
