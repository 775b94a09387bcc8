/** What Volens survives: writers and databases are killed under load, and what is left is compared with what was promised. */
@NullMarked
package eu.volens.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
