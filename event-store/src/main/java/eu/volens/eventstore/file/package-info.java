/** Files that hold keys: only their owner may read them, and what was written survives a power cut. */
@NullMarked
package eu.volens.eventstore.file;

import org.jspecify.annotations.NullMarked;
