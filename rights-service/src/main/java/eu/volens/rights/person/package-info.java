/**
 * The two pages for people whose request it is: "was it you?" and "here is your answer". A link is all they need;
 * opening it never does anything, because mail scanners open links too.
 */
@NullMarked
package eu.volens.rights.person;

import org.jspecify.annotations.NullMarked;
