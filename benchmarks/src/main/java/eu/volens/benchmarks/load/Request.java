package eu.volens.benchmarks.load;

import java.util.List;
import java.util.UUID;

/** One request and what is right to answer to it. */
public interface Request {

    /** Head and body, as they are sent. */
    byte[] bytes();

    /** Records this asks to be made, one per decision. */
    List<UUID> records();

    /**
     * Whether everything was recorded; false when the server was too busy and said so.
     *
     * @throws eu.volens.benchmarks.measure.WrongAnswerException for any other answer
     */
    boolean isRecorded(Answer answer);
}
