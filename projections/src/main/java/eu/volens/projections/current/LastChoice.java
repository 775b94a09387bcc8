package eu.volens.projections.current;

/**
 * The last choice about a purpose, and whether it still answers what is asked.
 *
 * @param policyChanged whether a material change of the site's policy followed the version on which it was made
 */
record LastChoice(CurrentConsent choice, boolean policyChanged) {}
