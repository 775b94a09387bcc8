/**
 * Versions of a site's cookie policy: each is published by an event that freezes what visitors are shown, and none is ever edited. What was
 * published last is in force; whether visitors are asked again is decided by what changed.
 */
@NullMarked
package eu.volens.ledger.policy;

import org.jspecify.annotations.NullMarked;
