/** What each visitor has agreed to for each purpose, and the answer to "may we, now?". */
@NullMarked
package eu.volens.projections.current;

import org.jspecify.annotations.NullMarked;
