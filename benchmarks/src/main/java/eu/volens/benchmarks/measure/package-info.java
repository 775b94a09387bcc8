/** What was measured, how it is condensed, and whether it is good enough. */
@NullMarked
package eu.volens.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
