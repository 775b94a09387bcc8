package eu.volens.houserules.guilty.ledger.consent;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Every way of asking the machine for the time or for chance, called here and referred to below. */
class AsksTheMachine {

    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    List<Object> asked() throws NoSuchAlgorithmException {
        return List.of(Instant.now(), LocalDate.now(), LocalDate.now(ZONE), LocalDateTime.now(), LocalDateTime.now(ZONE),
                ZonedDateTime.now(), ZonedDateTime.now(ZONE), OffsetDateTime.now(), OffsetDateTime.now(ZONE), Clock.systemUTC(),
                Clock.systemDefaultZone(), Clock.system(ZONE), System.currentTimeMillis(), UUID.randomUUID(), new Random(),
                new SecureRandom(), SecureRandom.getInstanceStrong(), Math.random(), ThreadLocalRandom.current());
    }

    static class ByReference {

        List<Callable<Object>> asked() {
            return List.of(Instant::now, LocalDate::now, LocalDateTime::now, ZonedDateTime::now, OffsetDateTime::now, Clock::systemUTC,
                    Clock::systemDefaultZone, System::currentTimeMillis, UUID::randomUUID, Random::new, SecureRandom::new,
                    SecureRandom::getInstanceStrong, Math::random, ThreadLocalRandom::current);
        }

        List<Function<ZoneId, Object>> askedForAZone() {
            return List.of(LocalDate::now, LocalDateTime::now, ZonedDateTime::now, OffsetDateTime::now, Clock::system);
        }
    }
}
