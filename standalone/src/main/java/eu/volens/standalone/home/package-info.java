/** The home page: what runs here and where. */
@NullMarked
package eu.volens.standalone.home;

import org.jspecify.annotations.NullMarked;
