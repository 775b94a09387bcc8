package eu.volens.projections.feed;

/** A question came while the read models are read anew from the logs; it can be asked again in a moment. */
public final class RebuildingException extends RuntimeException {

    public RebuildingException() {
        super("The read models are being rebuilt.");
    }
}
