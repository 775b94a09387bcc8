/**
 * {@code volens backup} and {@code volens restore}: the services' schemas in one ZIP file, from one moment, and back again.
 * Keys, the list of destroyed keys and what was signed last are never in it and never replaced by it.
 */
@NullMarked
package eu.volens.standalone.backup;

import org.jspecify.annotations.NullMarked;
