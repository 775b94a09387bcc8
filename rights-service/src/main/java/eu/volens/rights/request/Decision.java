package eu.volens.rights.request;

import java.util.List;

/** What a command comes to: events, perhaps none because it was done before, or a named refusal. */
sealed interface Decision {

    record Accepted(List<RequestEvent> events) implements Decision {}

    record Refused(Refusal reason) implements Decision {}

    static Decision accept(RequestEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision refuse(Refusal reason) {
        return new Refused(reason);
    }

    /** Done before: repeating changes nothing. */
    Decision NOTHING_NEW = new Accepted(List.of());
}
