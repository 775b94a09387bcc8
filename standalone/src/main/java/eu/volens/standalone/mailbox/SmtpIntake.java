package eu.volens.standalone.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes mail by SMTP (RFC 5321) for every address. {@code 250} after the data means: on disk, for all recipients.
 * Mail that cannot be stored now gets {@code 452} and stays with the sender; mail over the limit gets {@code 552}.
 */
final class SmtpIntake implements AutoCloseable {

    /** As large as what big mail providers take. */
    static final int MESSAGE_BYTES_MAX = 25 * 1024 * 1024;
    static final int RECIPIENTS_MAX = 100;
    private static final int CONNECTIONS_MAX = 50;
    private static final int IDLE_MILLIS_MAX = 60_000;

    /** What is read past the limit so that the sender hears the {@code 552}; who sends more is cut off. */
    private static final long EXCESS_BYTES_MAX = 100L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(SmtpIntake.class);

    private final SMTPServer server;

    /** What becomes of a message that has arrived whole. */
    @FunctionalInterface
    interface Delivery {

        /** Returns when the message is durable for every recipient; throws when it is not. */
        void deliver(String from, Set<Address> recipients, Path message) throws IOException;
    }

    SmtpIntake(int port, MailFiles files, Delivery delivery) {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Volens mailbox")
                .maxMessageSize(MESSAGE_BYTES_MAX)
                .maxRecipients(RECIPIENTS_MAX)
                .maxConnections(CONNECTIONS_MAX)
                .connectionTimeoutMs(IDLE_MILLIS_MAX)
                .fromAddressValidator(SmtpIntake::isHarmless)
                .messageHandlerFactory(context -> new Transaction(files, delivery))
                .build();
        server.start();
    }

    /** Any sender may write, also one that no parser likes, as long as it cannot end a header line. */
    private static boolean isHarmless(String from) {
        return from.length() <= Address.ADDRESS_CHARACTERS_MAX && from.chars().noneMatch(c -> Character.isISOControl(c) || c == '<' || c == '>');
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Transaction implements MessageHandler {

        private final MailFiles files;
        private final Delivery delivery;
        private final Set<Address> recipients = new LinkedHashSet<>();
        private String from = "";

        Transaction(MailFiles files, Delivery delivery) {
            this.files = files;
            this.delivery = delivery;
        }

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            recipients.add(Address.read(recipient).orElseThrow(() -> new RejectException(553, "5.1.3 Not a mail address")));
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            Path message = place();
            try {
                receive(data, message);
                deliver(message);
                return null;
            } finally {
                Files.deleteIfExists(message);
            }
        }

        private Path place() throws RejectException {
            try {
                return files.incoming();
            } catch (IOException e) {
                throw notNow(e);
            }
        }

        private void deliver(Path message) throws RejectException {
            try {
                delivery.deliver(from, recipients, message);
            } catch (IOException e) {
                throw notNow(e);
            }
        }

        private static void receive(InputStream data, Path message) throws IOException, RejectException {
            long size = 0;
            IOException failure = null;
            try (OutputStream out = Files.newOutputStream(message)) {
                byte[] buffer = new byte[64 * 1024];
                for (int read; (read = data.read(buffer)) >= 0;) {
                    size += read;
                    if (size > MESSAGE_BYTES_MAX + EXCESS_BYTES_MAX) {
                        throw new DropConnectionException(552, "5.3.4 Message too large");
                    }
                    if (failure == null && size <= MESSAGE_BYTES_MAX) {
                        failure = write(out, buffer, read);
                    }
                }
            }
            if (size > MESSAGE_BYTES_MAX) {
                throw new RejectException(552, "5.3.4 Message too large; at most " + MESSAGE_BYTES_MAX / 1024 / 1024 + " MiB are taken");
            }
            if (failure != null) {
                throw notNow(failure);
            }
        }

        /** Keeps a full disk apart from a sender who hung up: the first is answered, the second is not. */
        private static @Nullable IOException write(OutputStream out, byte[] buffer, int length) {
            try {
                out.write(buffer, 0, length);
                return null;
            } catch (IOException e) {
                return e;
            }
        }

        private static RejectException notNow(IOException e) {
            log.error("A mail could not be stored and was left with its sender", e);
            return new RejectException(452, "4.3.1 The mail could not be stored; try again later");
        }

        @Override
        public void done() {}
    }
}
