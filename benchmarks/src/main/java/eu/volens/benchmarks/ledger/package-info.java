/** The ledger as it is measured: the whole service in a process of its own. */
@NullMarked
package eu.volens.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
