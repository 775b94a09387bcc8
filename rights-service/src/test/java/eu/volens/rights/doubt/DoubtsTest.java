package eu.volens.rights.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.Doubt;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubtsTest {

    private static final String OURS = "mx.controller.example";
    private static final String TEXT = "Please send me a copy of my data.";

    private final Doubts doubts = new Doubts(" other.controller.example, " + OURS + ",");

    @Test
    void anOrdinaryMailRaisesNone() {
        assertThat(of("L\u00e9a Maes", List.of("L\u00e9a <lea@EXAMPLE.org>"), List.of(OURS + "; dmarc=pass header.from=example.org"), TEXT)).isEmpty();
        assertThat(of("", List.of(), List.of(), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "URGENT!!! You have 24 hours. Answer NOW or I call my lawyer and the press!",
            "Dernier avertissement : r\u00e9pondez imm\u00e9diatement, sinon plainte \u00e0 l\u2019Autorit\u00e9 au nom de la loi.",
            "Ik eis DRINGEND antwoord binnen 24 uur, anders volgt een dwangsom.",
            "SOFORT! Letzte Frist, sonst Anzeige. Das ist eine Drohung."})
    void noToneIsADoubt(String text) {
        assertThat(of("Angry!!!", List.of(), List.of(), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "tom@example.org, true",
            "Tom (tom@example.org), true",
            "'\"tom@example.org\" via form', true",
            "tom\uff20example.org, true",
            "lea@example.org, false",
            "LEA@Example.org, false",
            "L\u00e9a @ home, false",
            "'', false"})
    void aNameThatShowsAnotherAddressIsADoubt(String name, boolean raised) {
        assertThat(of(name, List.of(), List.of(), TEXT)).isEqualTo(raised ? Set.of(Doubt.NAME_SHOWS_OTHER_ADDRESS) : Set.of());
    }

    @ParameterizedTest
    @CsvSource({
            "lea@elsewhere.example, true",
            "L\u00e9a <lea@example.org>, false",
            "'lea@example.org, thief@elsewhere.example', true",
            "<not an address>, false",
            "'', false"})
    void answersAskedElsewhereAreADoubt(String replyTo, boolean raised) {
        assertThat(of("L\u00e9a", List.of(replyTo), List.of(), TEXT)).isEqualTo(raised ? Set.of(Doubt.REPLY_ELSEWHERE) : Set.of());
    }

    /** Fields from the topmost down, separated by {@code |}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', value = {
            "mx.controller.example; dmarc=fail (p=reject) header.from=example.org ~ true",
            "mx.controller.example 1; spf=fail smtp.mailfrom=example.org ~ true",
            "MX.Controller.Example; spf=softfail smtp.mailfrom=lea@example.org; dkim=none ~ true",
            "mx.controller.example; dkim=fail header.d=example.org ~ true",
            "mx.controller.example; dmarc/1 = FAIL ~ true",
            // A pass of a domain that is not the sender's heals nothing.
            "mx.controller.example; spf=fail smtp.mailfrom=example.org; dkim=pass header.d=thief.example ~ true",
            "mx.controller.example; dkim=fail header.d=example.org; spf=pass smtp.mailfrom=thief.example ~ true",
            // Forwarded mail: the signature stands, or DMARC says so.
            "mx.controller.example; spf=fail smtp.mailfrom=list.example; dkim=pass header.d=example.org ~ false",
            "mx.controller.example; spf=fail smtp.mailfrom=list.example; dkim=pass header.i=@mail.example.org ~ false",
            "mx.controller.example; spf=softfail; dmarc=pass header.from=example.org ~ false",
            "mx.controller.example; dkim=fail; spf=pass smtp.mailfrom=lea@example.org ~ false",
            // What says nothing.
            "mx.controller.example; none ~ false",
            "mx.controller.example; spf=none; dkim=none; dmarc=none ~ false",
            "mx.controller.example; spf=temperror smtp.mailfrom=example.org ~ false",
            "mx.controller.example; iprev=fail policy.iprev=192.0.2.1 ~ false",
            // Other servers, and who looks like ours, are not asked.
            "mx.elsewhere.example; dmarc=fail header.from=example.org ~ false",
            "evil.mx.controller.example; dmarc=fail ~ false",
            "\"elsewhere; mx.controller.example\"; dmarc=fail ~ false",
            "(mx.controller.example; dmarc=fail) elsewhere.example; none ~ false",
            // Forged under our name, below what we put on ourselves.
            "mx.controller.example; dmarc=fail|mx.controller.example; dmarc=pass header.from=example.org ~ true",
            "mx.controller.example; spf=fail smtp.mailfrom=example.org|mx.controller.example; dkim=pass header.d=example.org ~ true",
            "mx.controller.example; dmarc=pass header.from=example.org|mx.controller.example; dmarc=fail ~ false",
            // Comments and quotes that hold what looks like a result.
            "mx.controller.example; spf=fail (dmarc=pass; dkim=pass header.d=example.org) smtp.mailfrom=example.org ~ true",
            "mx.controller.example; spf=pass reason=\"dmarc=fail; spf=fail\" smtp.mailfrom=example.org ~ false",
            "mx.controller.example (a (nested; dmarc=fail) comment); dmarc=pass ~ false",
            // A domain that only ends like the sender's.
            "mx.controller.example; spf=fail; dkim=pass header.d=notexample.org ~ true",
            "mx.controller.example; spf=fail; dkim=pass header.d=org ~ true",
            "; dmarc=fail ~ false",
            ";;;(((\"\\ ~ false"})
    void whatOurOwnServerFoundFalseIsADoubt(String fields, boolean raised) {
        assertThat(of("L\u00e9a", List.of(), Arrays.asList(fields.split("\\|")), TEXT)).isEqualTo(raised ? Set.of(Doubt.SENDER_NOT_AUTHENTICATED) : Set.of());
    }

    @Test
    void withoutANameOfOurServerNoFieldIsBelieved() {
        var signs = new Signs(MailAddress.of("lea@example.org"), "", List.of(), List.of("; dmarc=fail", "mx; dmarc=fail", ""), TEXT);

        assertThat(new Doubts(" , ").of(signs)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "On behalf of our client Tom Claes we request access. | true",
            "As attorney for Tom Claes I write to you. | true",
            "Au nom de notre client, nous demandons une copie de ses donn\u00e9es. | true",
            "En ma qualit\u00e9 de mandataire, je demande l\u2019effacement. | true",
            "Namens mijn moeder vraag ik haar gegevens op. | true",
            "In opdracht van onze cli\u00ebnt schrijven wij u. | true",
            "Im Auftrag unserer Mandantin verlangen wir Auskunft. | true",
            "Im Namen meiner Mutter bitte ich um ihre Daten. | true",
            "I have been a client of yours for years. | false",
            "Je suis cliente chez vous ; mon nom de famille a chang\u00e9. | false",
            "Ik ben klant bij u en heet Peeters. | false",
            "Ich bin Kunde bei Ihnen, mein Name ist Maes. | false"})
    void whoWritesForSomebodyElseHasToShowThatTheyMay(String text, boolean raised) {
        assertThat(of("Agent", List.of(), List.of(), text)).isEqualTo(raised ? Set.of(Doubt.NO_MANDATE) : Set.of());
    }

    @Test
    void severalAreAllSaid() {
        assertThat(of("ceo@example.com", List.of("x@thief.example"), List.of(OURS + "; dmarc=fail"), "on behalf of my client"))
                .containsExactly(Doubt.NAME_SHOWS_OTHER_ADDRESS, Doubt.REPLY_ELSEWHERE, Doubt.SENDER_NOT_AUTHENTICATED, Doubt.NO_MANDATE);
    }

    @Test
    void whateverIsSentIsReadInBoundedTime() {
        String long1 = "(".repeat(100_000);
        String long2 = "a@".repeat(100_000);

        assertThat(of(long2, List.of(long2, long1), List.of(OURS + ";" + long1, OURS + "; " + "dkim=fail;".repeat(50_000)), long1)).isNotNull();
    }

    private Set<Doubt> of(String name, List<String> replyTo, List<String> results, String text) {
        return doubts.of(new Signs(MailAddress.of("lea@example.org"), name, replyTo, results, text));
    }
}
