package eu.volens.rights.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A message as a person looks at it, beside its plain text: the page it came as, what hangs on it, and what to know before believing it.
 * Made from the bytes each time; nothing of it is stored.
 *
 * @param page        empty when the message is plain text only
 * @param attachments never shown, only handed over: as {@code application/octet-stream}, with {@code Content-Disposition: attachment},
 *                    {@code X-Content-Type-Options: nosniff} and {@code Content-Security-Policy: sandbox}
 * @param remarks     message keys below {@code mail.remark.}: {@code signed}, {@code encrypted}, {@code invitation}, {@code winmail}, and
 *                    the bounds at which reading stopped, such as {@code bound-parts}
 */
public record MailView(Optional<SafeHtml> page, List<Attachment> attachments, List<String> remarks) {

    /**
     * One attachment.
     *
     * @param number from 0, for {@link MailView#attachment}
     * @param name   what the sender calls it, without folders; of no meaning to us
     * @param type   media type as the sender says, to be shown as text only
     */
    public record Attachment(int number, String name, String type, long sizeBytes) {}

    /** Never throws, whatever the bytes. */
    public static MailView of(byte[] raw) {
        ReadMail mail = MailReader.read(raw);
        List<Attachment> attachments = IntStream.range(0, mail.files().size()).mapToObj(i -> {
            MailPart part = mail.files().get(i);
            return new Attachment(i, part.name(), part.type(), part.bytes(raw).length);
        }).toList();
        List<String> remarks = Stream.concat(mail.traits().stream().map(MailView::key), mail.bounds().stream().map(bound -> "bound-" + key(bound)))
                .sorted().toList();
        return new MailView(mail.page().map(part -> SafeHtml.of(Charsets.decode(part.bytes(raw), part.charset()).text())), attachments, remarks);
    }

    /** The bytes of one attachment, as they were before they travelled; empty when there is none of this number. */
    public static Optional<byte[]> attachment(byte[] raw, int number) {
        List<MailPart> files = MailReader.read(raw).files();
        return number < 0 || number >= files.size() ? Optional.empty() : Optional.of(files.get(number).bytes(raw));
    }

    private static String key(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
