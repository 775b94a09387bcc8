/** What Volens costs: each figure a ratio against a yardstick measured in the same run, with every answer checked. */
@NullMarked
package eu.volens.benchmarks;

import org.jspecify.annotations.NullMarked;
