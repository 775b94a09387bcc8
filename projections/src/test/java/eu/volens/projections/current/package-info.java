/** Current consent without a database: decisions as tables, and seeded sequences against a naive reading. */
@NullMarked
package eu.volens.projections.current;

import org.jspecify.annotations.NullMarked;
