/**
 * What follows from what: every event of a case leads to the next command, letter, question or package. Each step may be repeated, so a
 * crash anywhere means that it is done again and changes nothing the second time.
 */
@NullMarked
package eu.volens.rights.workflow;

import org.jspecify.annotations.NullMarked;
