/** The privacy mailbox: every message is kept before it is understood, and becomes a case, or is set aside where people see it. */
@NullMarked
package eu.volens.rights.mailbox;

import org.jspecify.annotations.NullMarked;
