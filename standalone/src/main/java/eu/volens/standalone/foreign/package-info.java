/** {@code volens import}: brings another banner's consent log into the running Volens, as foreign evidence. */
@NullMarked
package eu.volens.standalone.foreign;

import org.jspecify.annotations.NullMarked;
