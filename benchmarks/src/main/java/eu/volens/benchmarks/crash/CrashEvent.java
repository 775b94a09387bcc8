package eu.volens.benchmarks.crash;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What the load consists of. An event follows from which part of which attempt of which command it is, so whoever knows that it was sent
 * knows all that it must hold.
 */
sealed interface CrashEvent {

    Part part();

    /**
     * Where an event belongs.
     *
     * @param attempt a command whose outcome nobody heard is sent again, as another attempt
     * @param index   from 0, of {@code count} events that are stored all or none
     */
    record Part(String command, int attempt, int index, int count) {}

    record Noted(Part part, String text) implements CrashEvent {}

    record Confided(PersonId person, Part part, String text, Personal<String> secret) implements CrashEvent {}

    EventTypes TYPES = EventTypes.builder().type("crash.noted/1", Noted.class).type("crash.confided/1", Confided.class).build();

    /** One event in three is about a person; there are few persons, so that many writers meet at the same key. */
    static CrashEvent of(Part part) {
        var random = new SplittableRandom((part.command() + "/" + part.attempt() + "/" + part.index()).hashCode() * 0x9E3779B97F4A7C15L);
        String text = part.command() + " é\n" + "\u2603".repeat(random.nextInt(60));
        if (random.nextInt(3) > 0) {
            return new Noted(part, text);
        }
        PersonId person = new PersonId(new UUID(0x4000L, 0x8000000000000000L | random.nextInt(200)));
        return new Confided(person, part, text, Personal.of(part.command() + " is a secret " + "\uD83D\uDD11".repeat(random.nextInt(20))));
    }
}
