package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.recognition.RightRules;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutants of every message in {@code mails/} are read, judged and shown without one exception, and each costs no more than its length
 * allows: bytes gone over and memory taken are counted, seconds are not. With {@code -Dvolens.fuzz.mails=100000} for longer.
 */
class MailFuzzTest {

    private static final int MAILS = Integer.getInteger("volens.fuzz.mails", 5_000);
    private static final long SEED = Long.getLong("volens.fuzz.seed", 3);
    private static final MailAddress OWN = MailAddress.of("privacy@example.com").orElseThrow();
    /** What a part is gone over for: to find its parts, their fields (twice where there is a choice), and its words. */
    private static final int GONE_OVER_PER_LEVEL_MAX = 4;
    private static final long MEMORY_AT_LEAST = 4L * 1024 * 1024;
    private static final int MEMORY_PER_BYTE_MAX = 2_000;

    /** What parsers stumble over, set in the middle of other things. */
    private static final List<String> STONES = List.of("\n", "\r\n", "\n\n", "\r", "\0", "--", "\n--b\n", "\n--b--\n", "=", "=?utf-8?b?", "?=",
            "=?x?q?",
            "\"", "<", ">", "<>", "(", ";", ":", "\\", "@", ", ", "%", "*0*=", "Content-Type: multipart/alternative; boundary=b\n",
            "Content-Type: multipart/mixed; boundary=\"\"\n", "Content-Type: message/rfc822\n\n", "Content-Type: text/html\n\n", "Content-Type: ;\n",
            "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "charset=utf-16", "charset=utf-7",
            "charset=iso-2022-kr",
            "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHAqCAMIACAQExAKCAMIAGCSqGSIb3DQEHAaCAJIAEBAAA\n",
            "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----", "BEGIN:VCALENDAR\n", "<p>", "</p>", "<script>", "<!--", "&#x202e;",
            "\ud83d\ude00", "Auto-Submitted: ", "From: ", "References: <", "Return-Path: <>\n", "Precedence: bulk\n", "Le 1 a écrit :\n");

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void noMutantFailsNoneIsLostAndNoneCostsMoreThanItsLength() {
        List<byte[]> originals = List.copyOf(MailSamples.all().values());
        // What is loaded and compiled once is the price of no message.
        originals.forEach(original -> {
            judge(original);
            MailView.of(original);
        });
        int read = 0;
        for (int i = 0; i < MAILS; i++) {
            byte[] mutant = mutant(new Random(SEED * 1_000_003 + i), originals);
            try {
                check(mutant);
                read++;
            } catch (RuntimeException | Error e) {
                fail("mutant " + i + " of seed " + SEED + ": " + Base64.getEncoder().encodeToString(mutant), e);
            }
        }
        assertThat(read).isEqualTo(MAILS);
    }

    private void check(byte[] mutant) {
        long before = thread.getCurrentThreadAllocatedBytes();
        ReadMail mail = judge(mutant);
        MailView view = MailView.of(mutant);
        long memory = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(mail.bytesRead()).isLessThanOrEqualTo((long) mutant.length * GONE_OVER_PER_LEVEL_MAX * (MailReader.DEPTH_MAX + 1));
        assertThat(memory).isLessThan(MEMORY_AT_LEAST + (long) mutant.length * MEMORY_PER_BYTE_MAX);
        assertThat(mail.text().length()).isLessThanOrEqualTo(MailReader.TEXT_CHARS_MAX);
        assertThat(mail.ownText().length()).isLessThanOrEqualTo(mail.text().length());
        assertThat(view.attachments()).hasSameSizeAs(mail.files());
        for (String text : List.of(mail.text(), mail.subject(), mail.name())) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0).isTrue();
        }
    }

    private static ReadMail judge(byte[] raw) {
        ReadMail mail = MailReader.read(raw);
        Triage.of(mail, OWN, false, RightRules.find(mail.subject(), mail.ownText()));
        return mail;
    }

    private static byte[] mutant(Random random, List<byte[]> originals) {
        byte[] mutant = originals.get(random.nextInt(originals.size()));
        for (int i = 0; i <= random.nextInt(8); i++) {
            mutant = mutated(mutant, random, originals);
        }
        return mutant;
    }

    private static byte[] mutated(byte[] mail, Random random, List<byte[]> originals) {
        int from = random.nextInt(mail.length + 1);
        int to = Math.min(mail.length, from + random.nextInt(1 + (random.nextBoolean() ? 20 : mail.length)));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(mail, random);
            case 1 -> spliced(mail, from, to, new byte[0]);
            case 2 -> spliced(mail, from, from, Arrays.copyOfRange(mail, from, to));
            case 3 -> spliced(mail, from, from, STONES.get(random.nextInt(STONES.size())).getBytes(StandardCharsets.UTF_8));
            case 4 -> spliced(mail, lineStart(mail, from), lineStart(mail, from), STONES.get(random.nextInt(STONES.size())).getBytes(StandardCharsets.UTF_8));
            case 5 -> spliced(mail, from, from, repeated(STONES.get(random.nextInt(STONES.size())), 1 + random.nextInt(200)));
            case 6 -> {
                byte[] other = originals.get(random.nextInt(originals.size()));
                yield spliced(mail, from, mail.length, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
            }
            default -> {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                yield spliced(mail, from, to, noise);
            }
        };
    }

    private static byte[] flipped(byte[] mail, Random random) {
        byte[] flipped = mail.clone();
        for (int i = 0; i <= random.nextInt(20) && flipped.length > 0; i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static int lineStart(byte[] mail, int at) {
        int start = at;
        while (start > 0 && mail[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static byte[] repeated(String stone, int times) {
        return stone.repeat(times).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] mail, int from, int to, byte[] inside) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(mail, 0, from);
        spliced.writeBytes(inside);
        spliced.write(mail, to, mail.length - to);
        return spliced.toByteArray();
    }
}
