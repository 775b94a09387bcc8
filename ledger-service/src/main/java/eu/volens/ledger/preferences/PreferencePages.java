package eu.volens.ledger.preferences;

import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.receipt.ReceiptPages;
import eu.volens.ledger.receipt.ReceiptPages.PurposeRow;
import eu.volens.ledger.receipt.ReceiptPages.ReceiptPage;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.Purpose;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prepares the preference centre of a record: where it stands, and a form on the policy that is in force now. */
@Component
final class PreferencePages {

    private final ReceiptPages receipts;
    private final PoliciesInForce policies;
    private final FreshKeys keys;

    PreferencePages(ReceiptPages receipts, PoliciesInForce policies, FreshKeys keys) {
        this.receipts = receipts;
        this.policies = policies;
        this.keys = keys;
    }

    /**
     * @param form empty when the site asks nothing any more; taking back works all the same
     * @param area where a withdrawal is said to be made
     * @param key  of the buttons of this page, each of which is pressed once
     */
    record PreferencePage(UUID record, ReceiptPage receipt, Optional<Form> form, String area, UUID key) {}

    /** @param askedSince the last material version @param choices in the order of the register */
    record Form(String area, String policyVersion, String askedSince, List<Choice> choices) {

        private static final String ACCEPT_ALL = "accept-all";
        private static final String REFUSE_ALL = "refuse-all";

        /** What is given by the button that was pressed. */
        List<String> given(String button, List<String> ticked) {
            return choices.stream().filter(it -> !it.barred() && (button.equals(ACCEPT_ALL) || !button.equals(REFUSE_ALL) && ticked.contains(it.purpose())))
                    .map(Choice::purpose).toList();
        }

        List<String> others(List<String> given) {
            return choices.stream().map(Choice::purpose).filter(it -> !given.contains(it)).toList();
        }

        /** Accepting all that a privacy signal leaves is a choice of some. */
        String method(String button) {
            return button.equals(REFUSE_ALL) || button.equals(ACCEPT_ALL) && choices.stream().noneMatch(Choice::barred) ? button : "choose";
        }
    }

    /**
     * @param given  now; nothing is ticked that is not
     * @param barred refused by the browser's privacy signal, whatever is ticked
     * @param row    where it stands; null when it was never asked
     */
    record Choice(String purpose, String name, String explanation, boolean given, boolean barred, @Nullable PurposeRow row) {}

    /** @param gpc whether the browser sends its privacy signal @return empty when there is no such record */
    Optional<PreferencePage> find(UUID record, String language, boolean gpc) {
        return receipts.latest(record, language).map(receipt -> {
            var policy = policies.of(receipt.site()).orElseThrow();
            var form = form(policy, receipt, gpc);
            return new PreferencePage(record, receipt, form, form.map(Form::area).orElse(policy.site().areas().getFirst().id()), keys.next());
        });
    }

    /** Of the area that asks most: whoever answers there has answered everywhere. */
    private static Optional<Form> form(PolicyInForce policy, ReceiptPage receipt, boolean gpc) {
        var register = policy.register();
        var standing = receipt.purposes().stream().collect(Collectors.toMap(PurposeRow::purpose, Function.identity()));
        return policy.site().areas().stream().filter(Area::isAsking).max(Comparator.comparingInt(area -> area.asks().size()))
                .map(area -> new Form(area.id(), policy.version(), policy.askedSince(), register.purposesOf(area).stream()
                        .filter(purpose -> !purpose.required()).map(purpose -> choice(purpose, standing, receipt.language(), gpc)).toList()));
    }

    private static Choice choice(Purpose purpose, Map<String, PurposeRow> standing, String language, boolean gpc) {
        var row = standing.get(purpose.id());
        return new Choice(purpose.id(), purpose.name().in(language), purpose.explanation().in(language),
                row != null && row.status().equals("given"), gpc && purpose.refusedByGpc(), row);
    }
}
