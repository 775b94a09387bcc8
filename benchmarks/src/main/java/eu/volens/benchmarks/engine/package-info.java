/** Axon's command gateway over our engine and over Axon's own, each in a process of its own, and the logs they leave. */
@NullMarked
package eu.volens.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
