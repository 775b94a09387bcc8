/**
 * What a controller tells its visitors: who it is, its sites and their areas, the purposes, and the cookie register. Read once from
 * readable YAML, checked as a whole, and given a content hash per site, the policy version.
 */
@NullMarked
package eu.volens.ledger.register;

import org.jspecify.annotations.NullMarked;
