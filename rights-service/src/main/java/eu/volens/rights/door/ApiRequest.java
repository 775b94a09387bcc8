package eu.volens.rights.door;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.door.ApiBodies.Agent;
import eu.volens.rights.door.ApiBodies.HandedIn;
import eu.volens.rights.door.ApiBodies.Person;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a program handed in: either all of it holds, or every member at fault is named. Pure. */
final class ApiRequest {

    /** Further back it is rather a mistake of a program than a request found late. */
    static final Duration BACK_MAX = Duration.ofDays(366);
    /** Whoever changes an address to take somebody's data asks for them soon. */
    static final int ADDRESS_FRESH_DAYS = 30;

    /** What is wrong, at an RFC 6901 pointer. */
    record Error(String pointer, String detail) {}

    private final HandedIn body;
    private final List<String> languages;
    private final Instant now;
    private final List<Error> errors = new ArrayList<>();

    /** @param languages of the controller, the usual one first */
    ApiRequest(HandedIn body, List<String> languages, Instant now) {
        this.body = body;
        this.languages = languages;
        this.now = now;
        check();
    }

    List<Error> errors() {
        return errors;
    }

    private void check() {
        Person person = body.person();
        String mail = person == null ? "" : text(person.mail());
        expect("/person/mail", MailAddress.of(mail).isPresent() && mail.length() <= RequestForm.MAIL_CHARS_MAX, "An e-mail address is needed.");
        expect("/person/name", person == null || text(person.name()).length() <= RequestForm.NAME_CHARS_MAX, "200 characters at most.");
        expect("/rights", rights().size() == new ArrayList<>(named()).size(), "Name rights as they are listed, each once.");
        expect("/message", text(body.message()).length() <= RequestForm.MESSAGE_CHARS_MAX, "6000 characters at most.");
        expect("/message", !named().isEmpty() || !text(body.message()).isBlank(), "Name a right, or send the person's own words.");
        expect("/language", body.language() == null || languages.contains(body.language()), "The languages are " + String.join(", ", languages) + ".");
        expect("/consentRecords", records().size() <= RequestForm.RECORDS_MAX, "50 at most.");
        expect("/consentRecords", records().stream().allMatch(Objects::nonNull), "None may be null.");
        Instant at = receivedAt();
        expect("/receivedAt", !at.isAfter(now) && !at.isBefore(now.minus(BACK_MAX)), "Not after now, and not more than a year ago.");
        Agent agent = body.agent();
        if (agent != null) {
            expect("/agent/name", !text(agent.name()).isBlank() && text(agent.name()).length() <= RequestForm.NAME_CHARS_MAX, "Say who acts for the person.");
            expect("/agent/mandate", agent.mandate() != null, "Say whether the agent holds a mandate.");
            expect("/agent/mandateReference", text(agent.mandateReference()).length() <= RequestForm.NAME_CHARS_MAX, "200 characters at most.");
        }
    }

    private void expect(String pointer, boolean holds, String otherwise) {
        if (!holds) {
            errors.add(new Error(pointer, otherwise));
        }
    }

    private List<String> rights() {
        return body.rights() == null ? List.of() : body.rights();
    }

    private List<Right> named() {
        return Arrays.stream(Right.values()).filter(right -> rights().contains(right.wireName())).toList();
    }

    private List<UUID> records() {
        return body.consentRecords() == null ? List.of() : body.consentRecords();
    }

    Instant receivedAt() {
        return body.receivedAt() == null ? now : body.receivedAt();
    }

    /** @param zone the controller's; only where there are no {@link #errors} */
    Submission.Content content(ZoneId zone) {
        Person person = body.person();
        if (person == null || !errors.isEmpty()) {
            throw new IllegalStateException("what is wrong cannot be kept");
        }
        Agent agent = body.agent();
        String message = Typed.text(text(body.message())) + (agent == null ? "" : "\n\n\u2014 " + signature(agent));
        return new Submission.Content(named(), body.language() == null ? languages.getFirst() : body.language(), Typed.line(text(person.name())),
                text(person.mail()).strip(), "", message.strip(), records().stream().map(UUID::toString).distinct().toList(), doubts(person, agent, zone));
    }

    private static String signature(Agent agent) {
        String reference = Typed.line(text(agent.mandateReference()));
        return Typed.line(text(agent.name())) + (reference.isEmpty() ? "" : " (" + reference + ")");
    }

    private Set<Doubt> doubts(Person person, @Nullable Agent agent, ZoneId zone) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (agent != null && !Boolean.TRUE.equals(agent.mandate())) {
            doubts.add(Doubt.NO_MANDATE);
        }
        LocalDate since = person.mailSince();
        if (since != null && since.isAfter(LocalDate.ofInstant(receivedAt(), zone).minusDays(ADDRESS_FRESH_DAYS))) {
            doubts.add(Doubt.ADDRESS_CHANGED_LATELY);
        }
        return doubts;
    }

    private static String text(@Nullable String any) {
        return any == null ? "" : any;
    }
}
