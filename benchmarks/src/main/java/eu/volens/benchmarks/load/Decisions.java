package eu.volens.benchmarks.load;

import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.system.Machine;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * First decisions of visitors nobody has seen before, as the banner of the shipped controller sends them, and what is right to answer. The
 * text around the ids is made once. For one thread.
 */
public final class Decisions {

    private static final String GIVEN = "[\"functional\",\"analytics\"]";
    private static final String REFUSED = "[\"preferences\",\"marketing\"]";
    private static final int UUID_CHARACTERS = 36;

    private final Machine.Ids ids = Machine.ids();
    private final InetSocketAddress server;
    private final String decisionBefore;
    private final String answerAfter;

    /** @param policyVersion the one in force */
    public Decisions(InetSocketAddress server, String policyVersion) {
        this.server = server;
        this.decisionBefore = "{\"site\":\"itsme-id\",\"area\":\"business\",\"policyVersion\":\"" + policyVersion
                + "\",\"language\":\"fr\",\"layer\":\"second\",\"method\":\"choose\",\"given\":" + GIVEN + ",\"refused\":" + REFUSED
                + ",\"idempotencyKey\":\"";
        this.answerAfter = "\",\"site\":\"itsme-id\",\"area\":\"business\",\"status\":\"partial\",\"given\":" + GIVEN + ",\"refused\":" + REFUSED
                + ",\"policyVersion\":\"" + policyVersion + "\",\"decidedAt\":\"";
    }

    /** One visitor, one POST. */
    public Request one() {
        UUID id = ids.next();
        return new Single(bytes("/api/consents", decisionBefore + id + "\"}"), List.of(id));
    }

    /** A backend that sends so many together. */
    public Request many(int count) {
        List<UUID> records = new ArrayList<>(count);
        StringBuilder body = new StringBuilder(count * (decisionBefore.length() + UUID_CHARACTERS + 3) + 20).append("{\"decisions\":[");
        for (int i = 0; i < count; i++) {
            records.add(ids.next());
            body.append(i == 0 ? "" : ",").append(decisionBefore).append(records.getLast()).append("\"}");
        }
        return new Batch(bytes("/api/consents/batch", body.append("]}").toString()), List.copyOf(records));
    }

    private byte[] bytes(String path, String body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private final class Single extends Sent {

        Single(byte[] bytes, List<UUID> records) {
            super(bytes, records);
        }

        @Override
        void demand(Answer answer) {
            demandStatus(answer, 201);
            if (!answer.text().startsWith("{\"record\":\"" + records().getFirst() + answerAfter)) {
                throw wrong(answer);
            }
        }
    }

    private final class Batch extends Sent {

        Batch(byte[] bytes, List<UUID> records) {
            super(bytes, records);
        }

        @Override
        void demand(Answer answer) {
            demandStatus(answer, 200);
            String text = answer.text();
            int at = "{\"answers\":[".length() - 1;
            for (UUID record : records()) {
                String expected = "{\"status\":201,\"receipt\":{\"record\":\"" + record + answerAfter;
                if (!text.startsWith(expected, at + 1)) {
                    throw wrong(answer);
                }
                at = text.indexOf("}}", at) + 2; // the comma
            }
            if (!text.substring(at).equals("]}")) {
                throw wrong(answer);
            }
        }
    }

    private abstract static class Sent implements Request {

        private final byte[] bytes;
        private final List<UUID> records;

        Sent(byte[] bytes, List<UUID> records) {
            this.bytes = bytes;
            this.records = records;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public List<UUID> records() {
            return records;
        }

        @Override
        public boolean isRecorded(Answer answer) {
            if (answer.status() == 503 && answer.retryAfter() != null) {
                return false;
            }
            demand(answer);
            return true;
        }

        abstract void demand(Answer answer);

        void demandStatus(Answer answer, int expected) {
            if (answer.status() != expected) {
                throw wrong(answer);
            }
        }

        WrongAnswerException wrong(Answer answer) {
            return new WrongAnswerException("sent " + new String(bytes, StandardCharsets.US_ASCII).replaceFirst("(?s).*?\r\n\r\n", "")
                    + " and was answered " + answer.status() + " " + answer.text());
        }
    }
}
