package eu.volens.ledger.snapshot;

import eu.volens.merkle.SignedNote;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a banner was given to show. As text of a note, see docs/formats/policy-snapshot.md.
 *
 * @param configuration SHA-256 of the banner configuration, 64 hexadecimal digits
 * @param issuedAt      in whole seconds
 */
public record PolicySnapshot(Place place, String configuration, Instant issuedAt) {

    /** Where, in which language and of which version: everything that decides what is shown. */
    public record Place(String site, String area, String language, String policyVersion) {}

    private static final String TITLE = "volens policy snapshot 1";
    private static final Pattern TEXT = Pattern.compile(TITLE
            + "\nsite (\\S+)\narea (\\S+)\nlanguage (\\S+)\npolicy (\\S+)\nconfiguration ([0-9a-f]{64})\nissued (\\S+)\n");

    /** The text of its note. */
    String text() {
        return TITLE + "\nsite " + place.site() + "\narea " + place.area() + "\nlanguage " + place.language() + "\npolicy " + place.policyVersion()
                + "\nconfiguration " + configuration + "\nissued " + issuedAt + "\n";
    }

    /** Of a note whose signature has been found good; empty when it is about something else. */
    static Optional<PolicySnapshot> of(SignedNote note) {
        var lines = TEXT.matcher(note.text());
        try {
            return lines.matches()
                    ? Optional.of(new PolicySnapshot(new Place(lines.group(1), lines.group(2), lines.group(3), lines.group(4)), lines.group(5),
                            Instant.parse(lines.group(6))))
                    : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
