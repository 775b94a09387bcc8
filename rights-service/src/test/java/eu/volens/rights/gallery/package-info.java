/** Every page of the service in every state, with invented people: to look at, and to check by machine. */
@NullMarked
package eu.volens.rights.gallery;

import org.jspecify.annotations.NullMarked;
