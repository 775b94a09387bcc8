/** How often visitors say yes, no and no longer: counts by site, area, purpose, policy version, method and day, and nothing that leads to anybody. */
@NullMarked
package eu.volens.projections.statistics;

import org.jspecify.annotations.NullMarked;
