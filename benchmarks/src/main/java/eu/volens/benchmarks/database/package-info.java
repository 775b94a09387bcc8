/** The PostgreSQL that ours and the yardsticks share, the yardsticks that only need it, and one that may be killed. */
@NullMarked
package eu.volens.benchmarks.database;

import org.jspecify.annotations.NullMarked;
