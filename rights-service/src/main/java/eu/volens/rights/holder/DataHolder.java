package eu.volens.rights.holder;

import java.util.List;
import java.util.UUID;

/**
 * Someone who holds data about people and can be asked for it. Asking changes nothing there and may be repeated. Safe for many threads.
 */
public interface DataHolder {

    /** Stable name, as in {@code rights.yaml} and in events. */
    String name();

    /**
     * What is asked.
     *
     * @param consentRecords what the person gave us to find their data by; may be empty
     */
    record Question(String caseNumber, List<UUID> consentRecords) {}

    /** An answer: the holder's own bytes, which are kept, and what they mean. */
    record Answer(byte[] bytes, HolderAnswer meaning) {}

    /** @throws HolderUnavailable when there is no answer now; asking later may help */
    Answer ask(Question question);

    /** What kept bytes of this holder mean. */
    HolderAnswer read(byte[] bytes);
}
