/** What is measured runs in Java processes of its own, which take orders line by line and end with whoever started them. */
@NullMarked
package eu.volens.benchmarks.process;

import org.jspecify.annotations.NullMarked;
