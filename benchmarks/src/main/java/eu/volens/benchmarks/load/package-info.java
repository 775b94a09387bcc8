/** Sends requests as fast as they are answered, or at a pace, and judges every answer. */
@NullMarked
package eu.volens.benchmarks.load;

import org.jspecify.annotations.NullMarked;
