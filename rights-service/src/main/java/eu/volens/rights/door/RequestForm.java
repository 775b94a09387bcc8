package eu.volens.rights.door;

import eu.volens.rights.consentrecord.ConsentRecordIds;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The form as somebody filled it in, right or wrong; shown again to them when it is wrong.
 *
 * @param rights  wire names that were ticked
 * @param records ids of consent records that were ticked
 * @param website the field nobody sees; only programs fill it in
 */
record RequestForm(List<String> rights, String name, String mail, String message, List<String> records, String website) {

    static final int NAME_CHARS_MAX = 200;
    static final int MAIL_CHARS_MAX = 320;
    /** Written in any script, this much fits into what the server takes of a form. */
    static final int MESSAGE_CHARS_MAX = 6_000;
    static final int RECORDS_MAX = 50;

    static final RequestForm EMPTY = new RequestForm(List.of(), "", "", "", List.of(), "");

    /** What is wrong with it. */
    enum Fault {
        /** Neither a right nor a word. */
        NOTHING_ASKED,
        NAME_TOO_LONG,
        /** No mail server would take it. */
        MAIL_UNUSABLE,
        MESSAGE_TOO_LONG,
        /** Something filled in what people do not see. */
        TRAP_FILLED,
        /** The form was not shown by us, or too long ago. */
        TICKET_OLD,
        /** Too many came from there. */
        TOO_MANY;

        /** The name in message keys, such as {@code mail-unusable}. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Set<Fault> faults() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        add(faults, Fault.NOTHING_ASKED, named().isEmpty() && message.isBlank());
        add(faults, Fault.NAME_TOO_LONG, name.length() > NAME_CHARS_MAX);
        add(faults, Fault.MAIL_UNUSABLE, mail.length() > MAIL_CHARS_MAX || MailAddress.of(mail).isEmpty());
        add(faults, Fault.MESSAGE_TOO_LONG, message.length() > MESSAGE_CHARS_MAX);
        add(faults, Fault.TRAP_FILLED, !website.isEmpty());
        return faults;
    }

    private static void add(Set<Fault> faults, Fault fault, boolean is) {
        if (is) {
            faults.add(fault);
        }
    }

    /** @param language ISO 639-1, of the letters */
    Submission.Content content(String language) {
        return new Submission.Content(named(), language, Typed.line(name), MailAddress.of(mail).map(MailAddress::text).orElse(""), "", Typed.text(message),
                recordIds(), Set.<Doubt>of());
    }

    private List<Right> named() {
        return Arrays.stream(Right.values()).filter(right -> rights.contains(right.wireName())).toList();
    }

    /** What is no number is left out: nobody types these here. */
    private List<String> recordIds() {
        return records.stream().flatMap(text -> ConsentRecordIds.id(text).stream()).map(Object::toString).distinct().limit(RECORDS_MAX).toList();
    }
}
