/**
 * The embedded mailbox: takes mail by SMTP for every address, keeps it on disk, serves it by IMAP and on pages.
 * It stands for the mail servers of an organisation and of the people who write to it; the services know it only by SMTP and IMAP.
 */
@NullMarked
package eu.volens.standalone.mailbox;

import org.jspecify.annotations.NullMarked;
