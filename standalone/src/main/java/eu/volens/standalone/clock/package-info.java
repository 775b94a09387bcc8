/** A clock that can be set, for whoever wants to live through a month in a minute: {@code ./volens up --clock} and the page that moves it on. */
@NullMarked
package eu.volens.standalone.clock;

import org.jspecify.annotations.NullMarked;
