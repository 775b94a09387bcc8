/** A demonstration site of an invented company: areas, purposes and banner of the shipped controller, as a visitor meets them. */
@NullMarked
package eu.volens.standalone.demo;

import org.jspecify.annotations.NullMarked;
