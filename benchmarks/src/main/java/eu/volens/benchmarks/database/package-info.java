/** The PostgreSQL that ours and the yardsticks share, and the yardsticks that only need it. */
@NullMarked
package eu.volens.benchmarks.database;

import org.jspecify.annotations.NullMarked;
