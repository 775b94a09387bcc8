package eu.volens.ledger.policy;

import eu.volens.ledger.register.InvalidRegister;
import eu.volens.ledger.register.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the controller's folder, as it is now, stands to what a site shows.
 *
 * @param folderVersion what it would be published as, where that is another version
 * @param problems      every mistake in it, with file and line
 */
public record FolderState(PolicyInForce inForce, Standing standing, Optional<String> folderVersion, List<String> problems) {

    /** Whether the folder is in force. */
    public enum Standing {
        PUBLISHED, CHANGED, INVALID, GONE;

        /** As it is sent. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the folder. */
    public static List<FolderState> of(PoliciesInForce policies, PolicyFolder folder) {
        try {
            var read = folder.policies(folder.register()).stream().collect(Collectors.toMap(Policy::site, Function.identity()));
            return policies.all().stream().map(it -> of(it, read)).toList();
        } catch (InvalidRegister e) {
            return policies.all().stream().map(it -> new FolderState(it, Standing.INVALID, Optional.empty(), e.problems())).toList();
        }
    }

    private static FolderState of(PolicyInForce inForce, Map<String, Policy> folder) {
        var policy = folder.get(inForce.site().id());
        if (policy == null) {
            return new FolderState(inForce, Standing.GONE, Optional.empty(), List.of());
        }
        return policy.version().equals(inForce.version())
                ? new FolderState(inForce, Standing.PUBLISHED, Optional.empty(), List.of())
                : new FolderState(inForce, Standing.CHANGED, Optional.of(policy.version()), List.of());
    }
}
