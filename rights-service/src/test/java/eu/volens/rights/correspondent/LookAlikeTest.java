package eu.volens.rights.correspondent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikeTest {

    @ParameterizedTest(name = "{1} is taken for {0}")
    @CsvSource({
            "lea.maes@example.org, lea.maes@examp1e.org",
            "lea.maes@example.org, lea.maes@exarnple.org",
            "lea.maes@example.org, lea.maes@exampel.org",
            "lea.maes@example.org, lea.maes@exampl.org",
            "lea.maes@example.org, lea.maes@example.com",
            "lea.maes@example.org, lea.maes@example.co",
            "lea.maes@example.org, lea.maes@ex\u0430mple.org",
            "lea.maes@example.org, l\u0435a.maes@example.org",
            "lea.maes@example.org, lea.meas@example.org",
            "lea.maes@example.org, lea.mae5@example.org",
            "lea.maes@example.org, lea.mae@example.org",
            "lea.maes@example.org, lea_maes@example.org",
            "lea.maes@example.org, l\u00e9a.maes@example.org",
            "bill@example.org,     bi11@example.org",
            "william@example.org,  vvilliam@example.org",
            "lea.maes@example.org, \uff4cea.maes@example.org"})
    void anAddressThatCouldBeTakenForAnotherIsSeenAndFound(String known, String other) {
        var one = MailAddress.of(known).orElseThrow();
        var two = MailAddress.of(other).orElseThrow();

        assertThat(LookAlike.isAlike(one, two)).isTrue();
        assertThat(LookAlike.isAlike(two, one)).isTrue();
        assertThat(Collections.disjoint(LookAlike.words(one), LookAlike.words(two))).as("they find each other").isFalse();
    }

    @ParameterizedTest(name = "{1} is somebody else than {0}")
    @CsvSource({
            "lea.maes@example.org, lea.maes@example.org",
            "lea.maes@example.org, LEA.Maes@Example.ORG",
            "lea.maes@m\u00fcller.example, lea.maes@xn--mller-kva.example",
            "jan.peeters1@mail.example, jan.peeters2@mail.example",
            "jan.peeters@mail.example,  jan.peeters84@mail.example",
            "jan@mail.example,     jon@mail.example",
            "lea.maes@example.org, lea.maes@provider.net",
            "lea.maes@example.org, tom.claes@example.org",
            "lea.maes@example.org, lea.maes+shop@example.org"})
    void whoIsOnlySimilarlyNamedIsNotSuspected(String known, String other) {
        assertThat(LookAlike.isAlike(MailAddress.of(known).orElseThrow(), MailAddress.of(other).orElseThrow())).isFalse();
    }

    /** What is compared at all is found by a shared word: for one sign more, less, other or exchanged there always is one. */
    @Test
    void oneSignNeverHidesAnAddress() {
        Random random = new Random(20261125);
        for (int i = 0; i < 2_000; i++) {
            String known = word(random, 8) + "@" + word(random, 8) + ".test";
            String other = changed(known, random);
            var one = MailAddress.of(known);
            var two = MailAddress.of(other);
            if (two.isPresent() && other.indexOf('@') == other.lastIndexOf('@') && other.startsWith(known.substring(0, 1))) {
                assertThat(Collections.disjoint(LookAlike.words(one.orElseThrow()), LookAlike.words(two.get()))).as(known + " " + other)
                        .isFalse();
            }
        }
    }

    /** Only letters whose look depends on no neighbour. */
    private static String word(Random random, int length) {
        return random.ints(length, 0, 8).mapToObj(i -> String.valueOf("abehkpst".charAt(i))).reduce("", String::concat);
    }

    private static String changed(String address, Random random) {
        int at = 1 + random.nextInt(address.indexOf('@') + 7);
        String letter = word(random, 1);
        return switch (random.nextInt(4)) {
            case 0 -> address.substring(0, at) + letter + address.substring(at);
            case 1 -> address.substring(0, at) + address.substring(at + 1);
            case 2 -> address.substring(0, at) + letter + address.substring(at + 1);
            default -> address.substring(0, at) + address.charAt(at + 1) + address.charAt(at) + address.substring(at + 2);
        };
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, abcd, 1", "abc, axc, 1", "abc, cab, 2", "'', ab, 2"})
    void signsAreCounted(String one, String other, int signs) {
        assertThat(LookAlike.distance(one, other)).isEqualTo(signs);
    }

    @Test
    void theWordsOfAnAddressAreBounded() {
        Stream.of("a".repeat(64) + "@" + "b".repeat(200) + ".example", "a".repeat(30) + "@" + "b".repeat(30) + ".example", "a@b")
                .map(text -> MailAddress.of(text).orElseThrow()).forEach(address -> assertThat(LookAlike.words(address)).hasSizeBetween(2, 82));
    }
}
