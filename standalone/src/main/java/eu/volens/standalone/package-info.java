/**
 * Volens in one process: reads the command line, starts the database, the mailbox and the services in order, and ends them in reverse.
 * What a service does stays in the service; this module only brings the surroundings that an operator would bring elsewhere.
 */
@NullMarked
package eu.volens.standalone;

import org.jspecify.annotations.NullMarked;
