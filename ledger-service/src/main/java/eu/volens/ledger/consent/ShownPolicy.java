package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentBodies.Decision;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.snapshot.PolicySnapshot;
import eu.volens.ledger.snapshot.PolicySnapshot.Place;
import eu.volens.ledger.snapshot.PolicySnapshots;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a decision comes with what its visitor was shown. Whether that is still enough is for the decisions to say. */
@Component
final class ShownPolicy {

    private final PolicySnapshots snapshots;

    ShownPolicy(PolicySnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * @param backend has a key, and may vouch for what was shown by itself
     * @throws org.springframework.web.ErrorResponseException 409 stale-snapshot without one, 422 forged-snapshot for one that was not issued
     *                                                        here or for something else
     */
    Optional<PolicySnapshot> check(Decision decision, boolean backend) {
        if (decision.snapshot() == null) {
            if (backend) {
                return Optional.empty();
            }
            throw Problem.STALE_SNAPSHOT.answer("The decision does not come with what was shown. Load the banner configuration again, show it, and "
                    + "send its `snapshot`; a backend sends its key.");
        }
        var shown = snapshots.read(decision.snapshot()).orElseThrow(() -> Problem.FORGED_SNAPSHOT.answer("The snapshot was not issued here, or "
                + "was changed. Load the banner configuration again, show it, and send its `snapshot` as it is."));
        if (!shown.place().equals(new Place(decision.site(), decision.area(), decision.language(), decision.policyVersion()))) {
            throw Problem.FORGED_SNAPSHOT.answer("The snapshot is of another site, area, language or version than the decision. Send the one that "
                    + "was shown.");
        }
        return Optional.of(shown);
    }
}
