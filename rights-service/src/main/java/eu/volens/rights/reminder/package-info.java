/**
 * Time that passes over open cases: timers that survive a restart, and mails that remind the DPO, and those above, of what is due. A mail
 * names a case number, its last day and a link, never anything of the person.
 */
@NullMarked
package eu.volens.rights.reminder;

import org.jspecify.annotations.NullMarked;
