/** The answer itself: a ZIP with everything found, for a person to read and for a machine, and what the law wants said beside it. */
@NullMarked
package eu.volens.rights.answer;

import org.jspecify.annotations.NullMarked;
