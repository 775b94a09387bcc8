/** The one-month clock of Article 12(3) GDPR, counted as Regulation (EEC, Euratom) 1182/71 counts. Pure calendar law. */
@NullMarked
package eu.volens.rights.deadline;

import org.jspecify.annotations.NullMarked;
