package eu.volens.ledger.foreign;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what was brought in of other banners' logs. Whoever shows it says that it is foreign, and allows nothing by it. */
@Component
public class ForeignEvidence {

    static final String COOKIEBOT = "cookiebot";

    private final EventLog log;

    ForeignEvidence(EventLog log) {
        this.log = log;
    }

    /** @param stamp Cookiebot's own key of a visitor @return every row brought in under it, in the order of import; none for an unknown stamp */
    public List<ForeignConsentImported> ofCookiebot(String site, String stamp) {
        return log.stream(ForeignStream.of(site, COOKIEBOT, stamp).toString()).stream().map(it -> switch ((ForeignEvent) it.payload()) {
            case ForeignConsentImported row -> row;
        }).toList();
    }
}
