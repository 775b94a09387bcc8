package eu.volens.ledger.signal;

import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.register.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The signal in the request. It is a refusal of the purposes that the register says it refuses, and never consent to the others. */
@Component
public final class GlobalPrivacyControl {

    public static final String HEADER = "Sec-GPC";

    private final PoliciesInForce policies;

    GlobalPrivacyControl(PoliciesInForce policies) {
        this.policies = policies;
    }

    /** Exactly {@code 1} is the signal, nothing else is; of several values one is enough. */
    public static boolean isOn(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HEADER)).stream().flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(value -> value.strip().equals("1"));
    }

    /**
     * Refuses what gives a purpose and refuses it by the signal at once.
     *
     * @param signal whether there is one, now or when the choice was made
     * @throws org.springframework.web.ErrorResponseException 422 refused-by-gpc
     */
    public void check(boolean signal, String siteId, List<String> given) {
        if (!signal) {
            return;
        }
        var contradicted = policies.of(siteId).stream().flatMap(policy -> policy.register().purposes().stream())
                .filter(Purpose::refusedByGpc).map(Purpose::id).filter(given::contains).toList();
        if (!contradicted.isEmpty()) {
            throw Problem.REFUSED_BY_GPC.answer("The browser sends Sec-GPC: 1, which refuses these purposes; name them as refused.",
                    Map.of("purposes", contradicted));
        }
    }
}
