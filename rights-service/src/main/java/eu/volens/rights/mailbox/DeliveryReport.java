package eu.volens.rights.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server says of a letter: in a report (RFC 3464, RFC 6522), or in its own words, as some still do. Never throws. Whether the
 * letter is one of ours is for others to say: only its whole id proves that.
 *
 * @param code    enhanced status code (RFC 3463), such as {@code 5.1.1}; the empty string when it says none
 * @param letters message ids in it that look like ours, that of the returned message first
 */
record DeliveryReport(Outcome outcome, String code, List<String> letters) {

    enum Outcome {
        /** It did not arrive and will not: nobody tries any more. */
        FAILED("bounce"),
        /** It has not arrived yet. */
        DELAYED("delayed"),
        /** It arrived, or went on to where no reports come from. */
        DELIVERED("delivered"),
        /** Something else, such as that it was read, or nothing that can be made out. */
        OTHER("report");

        private final String reason;

        Outcome(String reason) {
            this.reason = reason;
        }

        /** Why the report is set aside; a message key. */
        String reason() {
            return reason;
        }
    }

    /** The Message-ID of a letter of ours, as {@code Outbox} makes them. */
    private static final Pattern LETTER = Pattern.compile("<dsr\\.[0-9A-Za-z.-]{1,100}@[^<>\\s]{1,255}>");
    private static final Pattern RETURNED = Pattern.compile("(?im)^message-id:\\s*(" + LETTER.pattern() + ")");
    private static final Pattern CODE = Pattern.compile("(?<![\\d.])([245])\\.\\d{1,3}\\.\\d{1,3}(?!\\.?\\d)");
    private static final Pattern REPLY_CODE = Pattern.compile("(?<![\\d.])([45])\\d\\d(?=[ -])");
    private static final Pattern GIVEN_UP = Pattern.compile("(?i)permanent|given up|giving up|could ?n[o']t be delivered|undeliver|"
            + "returned to sender|delivery (?:has |to .{1,100} )?failed|failure notice");
    private static final Pattern GOES_ON = Pattern.compile("(?i)delayed|will (?:be )?retr|will keep trying|attempts will continue|"
            + "not yet been delivered|no action is required|temporar");

    private static final int LETTERS_MAX = 50;
    /** The report stands before the returned message, which may be long. */
    private static final int REPORT_BYTES_MAX = 512 * 1024;
    private static final int PARTS_MAX = 20;
    private static final int DEPTH_MAX = 3;
    private static final int RECIPIENTS_MAX = 50;
    private static final int WORDS_MAX = 10_000;

    static DeliveryReport read(ReadMail mail, byte[] raw) {
        List<String> letters = letters(mail, raw);
        int end = Math.min(raw.length, REPORT_BYTES_MAX);
        Optional<byte[]> status = status(mail.headers(), raw, mail.headers().bodyStart(), end, 0);
        if (status.isPresent()) {
            return read(status.get(), letters);
        }
        boolean report = ContentKind.of(mail.headers().first("content-type").orElse("")).value().equals("multipart/report");
        return report ? new DeliveryReport(Outcome.OTHER, "", letters) : inItsOwnWords(mail, letters);
    }

    /** Message ids that look like those of our letters, that of a returned message first: it may itself answer another. */
    static List<String> letters(ReadMail mail, byte[] raw) {
        String bytes = new String(raw, StandardCharsets.ISO_8859_1);
        Set<String> letters = new LinkedHashSet<>();
        for (String text : List.of(bytes, mail.text())) {
            RETURNED.matcher(text).results().map(match -> match.group(1)).limit(LETTERS_MAX).forEach(letters::add);
        }
        for (String text : List.of(bytes, mail.text())) {
            LETTER.matcher(text).results().map(MatchResult::group).limit(LETTERS_MAX).forEach(letters::add);
        }
        return letters.stream().limit(LETTERS_MAX).toList();
    }

    /** The part that machines read. */
    private static Optional<byte[]> status(MailHeaders headers, byte[] raw, int from, int to, int depth) {
        ContentKind kind = ContentKind.of(headers.first("content-type").orElse(""));
        if (kind.value().equals("message/delivery-status") || kind.value().equals("message/global-delivery-status")) {
            return Optional.of(TransferEncoding.undo(raw, from, to, headers.first("content-transfer-encoding").orElse("")));
        }
        String boundary = kind.parameter("boundary");
        if (!kind.value().startsWith("multipart/") || boundary.isEmpty() || depth >= DEPTH_MAX) {
            return Optional.empty();
        }
        return parts(boundary, raw, from, to).stream().map(part -> {
            MailHeaders inner = MailHeaders.read(raw, part[0], part[1]);
            return status(inner, raw, inner.bodyStart(), part[1], depth + 1);
        }).flatMap(Optional::stream).findFirst();
    }

    private static List<int[]> parts(String boundary, byte[] raw, int from, int to) {
        Matcher mark = Pattern.compile("(?md)^--" + Pattern.quote(boundary) + "(?:--)?[ \\t]*\\r?$")
                .matcher(new String(raw, from, to - from, StandardCharsets.ISO_8859_1));
        List<int[]> parts = new ArrayList<>();
        int start = -1;
        while (mark.find() && parts.size() < PARTS_MAX) {
            if (start >= 0) {
                parts.add(new int[] {start, from + mark.start()});
            }
            start = Math.min(to, from + mark.end() + 1);
        }
        return parts;
    }

    /** Groups of fields: the first is about the message, each other about a recipient. A letter of ours has one. */
    private static DeliveryReport read(byte[] status, List<String> letters) {
        DeliveryReport worst = new DeliveryReport(Outcome.OTHER, "", letters);
        int position = 0;
        for (int group = 0; group < RECIPIENTS_MAX && position < status.length; group++) {
            MailHeaders fields = MailHeaders.read(status, position, status.length);
            position = Math.max(position + 1, fields.bodyStart());
            DeliveryReport one = recipient(fields, letters);
            worst = one.outcome().ordinal() < worst.outcome().ordinal() ? one : worst;
        }
        return worst;
    }

    /**
     * The action counts before the code: a server that gives up after days says {@code failed} and still 4.4.7 (RFC 3464, section 2.3.3).
     * Only a positive code is believed against it.
     */
    private static DeliveryReport recipient(MailHeaders fields, List<String> letters) {
        Matcher status = CODE.matcher(fields.first("status").orElse(""));
        String code = status.find() ? status.group() : "";
        Outcome byCode = code.isEmpty() ? Outcome.OTHER : byClass(code.charAt(0));
        Outcome outcome = switch (fields.first("action").orElse("").strip().toLowerCase(Locale.ROOT).split("[\\s;(]", 2)[0]) {
            case "failed" -> byCode == Outcome.DELIVERED ? Outcome.OTHER : Outcome.FAILED;
            case "delayed" -> Outcome.DELAYED;
            case "delivered", "relayed", "expanded" -> Outcome.DELIVERED;
            default -> byCode;
        };
        return new DeliveryReport(outcome, code, letters);
    }

    private static Outcome byClass(char first) {
        return first == '5' ? Outcome.FAILED : first == '4' ? Outcome.DELAYED : Outcome.DELIVERED;
    }

    /** What stands before the returned message. Without a code, only plain words of giving up count as a failure. */
    private static DeliveryReport inItsOwnWords(ReadMail mail, List<String> letters) {
        String text = Plain.cut(mail.subject() + "\n" + mail.text(), WORDS_MAX);
        Matcher returned = Pattern.compile("(?im)^(?:message-id|return-path):").matcher(text);
        String words = returned.find() ? text.substring(0, returned.start()) : text;
        boolean givenUp = GIVEN_UP.matcher(words).find();
        boolean goesOn = GOES_ON.matcher(words).find() && !givenUp;
        String code = CODE.matcher(words).results().map(MatchResult::group).filter(found -> found.charAt(0) != '2').max(String::compareTo).orElse("");
        char first = !code.isEmpty() ? code.charAt(0)
                : REPLY_CODE.matcher(words).results().map(match -> match.group(1).charAt(0)).max(Character::compare).orElse(' ');
        Outcome outcome = goesOn ? Outcome.DELAYED : first == '5' || givenUp ? Outcome.FAILED : first == '4' ? Outcome.DELAYED : Outcome.OTHER;
        return new DeliveryReport(outcome, code, letters);
    }
}
