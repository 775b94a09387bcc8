/** The comparison is shown to bite, and twenty real runs. */
@NullMarked
package eu.volens.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
