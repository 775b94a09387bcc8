/** {@code volens access}: who may ask the interfaces as a backend, by keys that rest hashed in the data folder. */
@NullMarked
package eu.volens.standalone.access;

import org.jspecify.annotations.NullMarked;
