package eu.volens.rights.door;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the DPO enters of a request that came on paper or by word of mouth; shown again when it is wrong.
 *
 * @param channel    {@code post} or {@code telephone}
 * @param receivedOn ISO 8601
 * @param rights     wire names that were ticked; none when it must still be understood
 * @param mail       the empty string where letters are written by hand
 * @param reach      a postal address or a telephone number; may be empty
 * @param language   ISO 639-1
 * @param acting     who asks
 * @param note       what was written or said
 */
record HandForm(String channel, String receivedOn, List<String> rights, String name, String mail, String reach, String language, Acting acting,
        String note) {

    static final int NOTE_CHARS_MAX = 6_000;
    static final int REACH_CHARS_MAX = 500;
    /** Further back it is rather a slip of the pen than a letter found late. */
    static final int MONTHS_BACK_MAX = 12;

    /** Whether somebody acts for the person. */
    enum Acting {
        THEMSELVES, WITH_MANDATE, WITHOUT_MANDATE;

        /** The name in message keys; for pages, which see public methods only. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is wrong with it. */
    enum Fault {
        CHANNEL_MISSING,
        /** No day, or one still to come. */
        DAY_IN_FUTURE,
        DAY_LONG_AGO,
        NAME_MISSING,
        MAIL_UNUSABLE,
        NOTHING_ASKED,
        NOTE_TOO_LONG,
        TICKET_OLD;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static HandForm empty(LocalDate today, String language) {
        return new HandForm(Channel.POST.wireName(), today.toString(), List.of(), "", "", "", language, Acting.THEMSELVES, "");
    }

    Set<Fault> faults(LocalDate today) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Optional<LocalDate> day = day();
        add(faults, Fault.CHANNEL_MISSING, door().isEmpty());
        add(faults, Fault.DAY_IN_FUTURE, day.isEmpty() || day.get().isAfter(today));
        add(faults, Fault.DAY_LONG_AGO, day.isPresent() && day.get().isBefore(today.minusMonths(MONTHS_BACK_MAX)));
        add(faults, Fault.NAME_MISSING, name.isBlank() || name.length() > RequestForm.NAME_CHARS_MAX);
        add(faults, Fault.MAIL_UNUSABLE, !mail.isBlank() && MailAddress.of(mail).isEmpty());
        add(faults, Fault.NOTHING_ASKED, named().isEmpty() && note.isBlank());
        add(faults, Fault.NOTE_TOO_LONG, note.length() > NOTE_CHARS_MAX || reach.length() > REACH_CHARS_MAX);
        return faults;
    }

    private static void add(Set<Fault> faults, Fault fault, boolean is) {
        if (is) {
            faults.add(fault);
        }
    }

    /** Empty when it names no door of these two. */
    Optional<Channel> door() {
        return List.of(Channel.POST, Channel.TELEPHONE).stream().filter(one -> one.wireName().equals(channel)).findFirst();
    }

    /** Empty when it is none. */
    Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(receivedOn));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    /** @param reachedAt how the way to reach the person is introduced, in words */
    Submission.Content content(String reachedAt) {
        String text = Typed.text(note) + (reach.isBlank() ? "" : "\n\n" + reachedAt + " " + Typed.text(reach));
        return new Submission.Content(named(), language, Typed.line(name), MailAddress.of(mail).map(MailAddress::text).orElse(""), "", text.strip(),
                List.of(), acting == Acting.WITHOUT_MANDATE ? Set.of(Doubt.NO_MANDATE) : Set.of());
    }

    private List<Right> named() {
        return Arrays.stream(Right.values()).filter(right -> rights.contains(right.wireName())).toList();
    }
}
