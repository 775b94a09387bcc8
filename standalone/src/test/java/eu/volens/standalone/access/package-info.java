/** Tests of the command that gives and takes keys. */
@NullMarked
package eu.volens.standalone.access;

import org.jspecify.annotations.NullMarked;
