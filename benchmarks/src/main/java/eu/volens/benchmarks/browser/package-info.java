/** A real browser, to measure what a visitor waits for. */
@NullMarked
package eu.volens.benchmarks.browser;

import org.jspecify.annotations.NullMarked;
