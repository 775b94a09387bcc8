package eu.volens.ledger.policy;

/**
 * What became of a wish to publish.
 *
 * @param inForce what visitors are shown now
 * @param isNew   false when they were shown it before
 */
record Publication(PublishedVersion inForce, boolean isNew) {}
