/** What comes from the machine: its facts, time and chance. */
@NullMarked
package eu.volens.benchmarks.system;

import org.jspecify.annotations.NullMarked;
