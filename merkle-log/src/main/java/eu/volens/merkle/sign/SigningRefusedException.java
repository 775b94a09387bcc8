package eu.volens.merkle.sign;

import eu.volens.merkle.Checkpoint;

/** The guard said no. Not to be retried: a human has to find out what happened to the log. */
public final class SigningRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    SigningRefusedException(Refusal refusal, Checkpoint last, Checkpoint next) {
        super("%s: last signed %s at %d with %s, asked to sign %s at %d with %s".formatted(refusal, last.origin(), last.size(), last.root(),
                next.origin(), next.size(), next.root()));
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
