/** {@code volens policy}: checks a controller's folder, and has the running Volens compare and publish it. */
@NullMarked
package eu.volens.standalone.policy;

import org.jspecify.annotations.NullMarked;
