/** {@code volens keys}: changes the key that guards personal data, while Volens does not run on the folder. */
@NullMarked
package eu.volens.standalone.keys;

import org.jspecify.annotations.NullMarked;
