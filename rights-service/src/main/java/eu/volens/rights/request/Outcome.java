package eu.volens.rights.request;

import java.util.Locale;

/** How a case ended. What was answered to each right stands in its rulings. */
public enum Outcome {
    /** The answer reached the person, or went out and did not come back. */
    ANSWERED,
    /** The DPO saw to it outside Volens and says so. */
    HANDLED_BY_HAND,
    /** The DPO read the message: it asks for nothing the GDPR gives a right to. */
    NOT_A_REQUEST,
    /** The person took the request back. */
    WITHDRAWN,
    /** The same request of the same person is another case, which goes on. */
    DUPLICATE;

    /** The name in message keys, such as {@code handled-by-hand}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
