/** Tests of timers and reminders. */
@NullMarked
package eu.volens.rights.reminder;

import org.jspecify.annotations.NullMarked;
