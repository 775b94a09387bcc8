/** Keeping and erasing persons: what the service holds of them beside its log, and what a DPO can do about a person by way of a case. */
@NullMarked
package eu.volens.rights.erasure;

import org.jspecify.annotations.NullMarked;
