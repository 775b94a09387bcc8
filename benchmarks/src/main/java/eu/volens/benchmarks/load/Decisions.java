package eu.volens.benchmarks.load;

import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.system.Machine;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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
    private static final String KEY = ",\"idempotencyKey\":\"";
    private static final int UUID_CHARACTERS = 36;

    private final Machine.Ids ids = Machine.ids();
    private final InetSocketAddress server;
    private final String key;
    private final String choice;
    private final String shown;
    private final String answerAfter;

    /**
     * @param policyVersion the one in force
     * @param snapshot      of the business area in French, as the banner hands it back: a JSON string with its quotes
     * @param key           of a backend, which sends many at once and no snapshots
     */
    public Decisions(InetSocketAddress server, String policyVersion, String snapshot, String key) {
        this.server = server;
        this.key = key;
        this.choice = "{\"site\":\"itsme-id\",\"area\":\"business\",\"policyVersion\":\"" + policyVersion
                + "\",\"language\":\"fr\",\"layer\":\"second\",\"method\":\"choose\",\"given\":" + GIVEN + ",\"refused\":" + REFUSED;
        this.shown = ",\"snapshot\":" + snapshot + ",\"evidence\":{\"clientTime\":\"2026-11-01T12:00:00.000Z\",\"gpc\":false}";
        this.answerAfter = "\",\"site\":\"itsme-id\",\"area\":\"business\",\"status\":\"partial\",\"given\":" + GIVEN + ",\"refused\":" + REFUSED
                + ",\"policyVersion\":\"" + policyVersion + "\",\"decidedAt\":\"";
    }

    /** One visitor, one POST. */
    public Request one() {
        UUID id = ids.next();
        return new Single(bytes("/api/consents", "", choice + shown + KEY + id + "\"}"), List.of(id));
    }

    /** A backend that sends so many together. */
    public Request many(int count) {
        List<UUID> records = new ArrayList<>(count);
        StringBuilder body = new StringBuilder(count * (choice.length() + KEY.length() + UUID_CHARACTERS + 3) + 20).append("{\"decisions\":[");
        for (int i = 0; i < count; i++) {
            records.add(ids.next());
            body.append(i == 0 ? "" : ",").append(choice).append(KEY).append(records.getLast()).append("\"}");
        }
        return new Batch(bytes("/api/consents/batch", "Authorization: Bearer " + key + "\r\n", body.append("]}").toString()), List.copyOf(records));
    }

    private byte[] bytes(String path, String header, String body) {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort() + "\r\n" + header
                + "Content-Type: application/json\r\nContent-Length: " + text.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
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
            return new WrongAnswerException("sent " + new String(bytes, StandardCharsets.UTF_8).replaceFirst("(?s).*?\r\n\r\n", "")
                    + " and was answered " + answer.status() + " " + answer.text());
        }
    }
}
