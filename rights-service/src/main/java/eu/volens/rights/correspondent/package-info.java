/** The people who write to the controller: found again by a keyed hash of their address, known by name only under their own key. */
@NullMarked
package eu.volens.rights.correspondent;

import org.jspecify.annotations.NullMarked;
