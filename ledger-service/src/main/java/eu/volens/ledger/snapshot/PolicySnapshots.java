package eu.volens.ledger.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.volens.ledger.snapshot.PolicySnapshot.Place;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.sign.StatementSigner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs what banners are given to show, and knows its own signature again. Every visitor of a place gets the same bytes for an hour, so a
 * signature is made, and one that comes back is checked, once for all of them; in the way of a decision it costs a look into a table. Whoever
 * sends made-up snapshots pays for each with a signature to check, and never gets into the table. Safe for many threads.
 */
public final class PolicySnapshots {

    private static final Duration ISSUED_ANEW_AFTER = Duration.ofHours(1);
    /** Sites × areas × languages, with room for old ones that come back late. */
    private static final int REMEMBERED_MAX = 4_096;

    private final StatementSigner signer;
    private final InstantSource clock;
    private final Cache<Place, String> issued = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(ISSUED_ANEW_AFTER).build();
    private final Cache<String, PolicySnapshot> good = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    public PolicySnapshots(StatementSigner signer, InstantSource clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** @param configuration makes the SHA-256 of what is shown there, 64 hexadecimal digits; asked only when nothing was issued lately */
    public String issue(Place place, Supplier<String> configuration) {
        return issued.get(place, it -> {
            var snapshot = new PolicySnapshot(it, configuration.get(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
            return new String(signer.sign(snapshot.text()).encode(), StandardCharsets.UTF_8);
        });
    }

    /** Empty for anything that was not issued here, byte by byte. */
    public Optional<PolicySnapshot> read(String snapshot) {
        return Optional.ofNullable(good.get(snapshot, it -> verified(it).orElse(null)));
    }

    private Optional<PolicySnapshot> verified(String snapshot) {
        try {
            var note = SignedNote.parse(snapshot.getBytes(StandardCharsets.UTF_8));
            note.verify(List.of(signer.verifierKey()));
            return PolicySnapshot.of(note);
        } catch (MalformedException | NoteRejectedException notOurs) {
            return Optional.empty();
        }
    }

    /** What an outsider checks a snapshot with. */
    public VerifierKey verifierKey() {
        return signer.verifierKey();
    }
}
