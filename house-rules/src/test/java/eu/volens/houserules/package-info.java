/** Rules of the house that hold across modules. Each is seen to bite something guilty; one that matches nothing fails. */
@NullMarked
package eu.volens.houserules;

import org.jspecify.annotations.NullMarked;
