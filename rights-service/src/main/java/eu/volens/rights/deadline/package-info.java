/**
 * The one-month clock of Article 12(3) GDPR, counted as Regulation (EEC, Euratom) 1182/71 counts, and explained step by step. Pure calendar
 * law; which days are holidays is data, in a file per country and version.
 */
@NullMarked
package eu.volens.rights.deadline;

import org.jspecify.annotations.NullMarked;
