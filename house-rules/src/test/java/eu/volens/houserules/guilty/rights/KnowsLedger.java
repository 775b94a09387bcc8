package eu.volens.houserules.guilty.rights;

import eu.volens.houserules.guilty.ledger.Written;

class KnowsLedger {
    Written known;
}
