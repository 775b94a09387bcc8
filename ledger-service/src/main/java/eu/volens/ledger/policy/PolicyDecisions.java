package eu.volens.ledger.policy;

import eu.volens.ledger.policy.PolicyCommand.Publish;
import eu.volens.ledger.policy.PolicyCommand.PublishFirst;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.ledger.policy.PolicyState.InForce;
import eu.volens.ledger.policy.PolicyState.Unpublished;
import eu.volens.ledger.register.FrozenPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of publishing: what a command leads to, given what is in force. Pure. */
final class PolicyDecisions {

    /** What a command leads to. */
    sealed interface Outcome {

        /** This has happened. */
        record Happened(PolicyPublished event) implements Outcome {}

        /** Nothing is to be recorded: visitors are shown this, or for a first publication anything, already. */
        record Unchanged(PublishedVersion inForce) implements Outcome {}

        /** The command is not carried out. */
        record Rejected(Rejection rejection) implements Outcome {}
    }

    /** Why a version is not published. Nothing is recorded then. */
    sealed interface Rejection {

        /** The comparison says that visitors should be asked again; who says otherwise says why. */
        record ReasonMissing() implements Rejection {}

        /** Another version came into force than the one this was compared with. */
        record OvertakenBy(String inForce) implements Rejection {}

        /** It does not fit into an entry of the log. */
        record TooLarge() implements Rejection {}
    }

    private PolicyDecisions() {}

    static Outcome decide(PolicyState state, PolicyCommand command) {
        return switch (state) {
            case Unpublished() -> publish(command, Optional.empty(), Weight.MATERIAL);
            case InForce(var inForce) -> switch (command) {
                case PublishFirst first -> new Outcome.Unchanged(inForce);
                case Publish publish -> follow(inForce, publish);
            };
        };
    }

    private static Outcome follow(PublishedVersion inForce, Publish command) {
        if (inForce.version().equals(command.policy().version())) {
            return new Outcome.Unchanged(inForce);
        }
        if (command.instead().filter(version -> !version.equals(inForce.version())).isPresent()) {
            return new Outcome.Rejected(new Rejection.OvertakenBy(inForce.version()));
        }
        var proposed = PolicyComparison.between(FrozenPolicy.read(inForce.policy().content()), FrozenPolicy.read(command.policy().content()))
                .weight();
        if (proposed == Weight.MATERIAL && command.weight().equals(Optional.of(Weight.EDITORIAL)) && command.reason().isEmpty()) {
            return new Outcome.Rejected(new Rejection.ReasonMissing());
        }
        return publish(command, Optional.of(inForce.version()), proposed);
    }

    private static Outcome publish(PolicyCommand command, Optional<String> previous, Weight proposed) {
        var packed = PackedContent.pack(command.policy().content());
        if (packed.length() > PackedContent.PACKED_CHARACTERS_MAX) {
            return new Outcome.Rejected(new Rejection.TooLarge());
        }
        // The first version has nobody who chose before it, so nobody's word can make it editorial.
        var change = previous.isEmpty() ? Weight.MATERIAL : weight(command).orElse(proposed);
        return new Outcome.Happened(new PolicyPublished(command.stream(), command.policy().site(), command.policy().version(),
                previous.orElse(null), change.code(), proposed.code(), reason(command), by(command), packed, command.at()));
    }

    private static Optional<Weight> weight(PolicyCommand command) {
        return switch (command) {
            case PublishFirst first -> Optional.empty();
            case Publish publish -> publish.weight();
        };
    }

    private static @Nullable String reason(PolicyCommand command) {
        return switch (command) {
            case PublishFirst first -> null;
            case Publish publish -> publish.reason().orElse(null);
        };
    }

    private static @Nullable String by(PolicyCommand command) {
        return switch (command) {
            case PublishFirst first -> null;
            case Publish publish -> publish.by().orElse(null);
        };
    }
}
