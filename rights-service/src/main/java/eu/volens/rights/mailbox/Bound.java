package eu.volens.rights.mailbox;

/** Where reading a message stops. What lies before is read, what lies behind is kept as bytes, and a human is told which it was. */
enum Bound {
    /** {@link MailReader#MESSAGE_BYTES_MAX}. */
    MESSAGE_BYTES,
    /** {@link MailHeaders#FIELDS_MAX} or {@link MailHeaders#FIELDS_BYTES_MAX}, of the message or of one of its parts. */
    HEADERS,
    /** {@link MailHeaders#FIELD_CHARS_MAX}. */
    HEADER_LENGTH,
    /** {@link MailReader#PARTS_MAX}. */
    PARTS,
    /** {@link MailReader#DEPTH_MAX}: parts in parts, messages in messages. */
    DEPTH,
    /** {@link MailReader#ATTACHMENTS_MAX}. How large they are needs no bound of its own: together never larger than the message. */
    ATTACHMENTS,
    /** {@link MailReader#TEXT_CHARS_MAX}, or so many bytes or characters of markup before they are text. */
    TEXT
}
