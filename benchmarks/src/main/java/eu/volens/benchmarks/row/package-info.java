/** The rows of the report: what each measures, against what, and which answers it checks. */
@NullMarked
package eu.volens.benchmarks.row;

import org.jspecify.annotations.NullMarked;
