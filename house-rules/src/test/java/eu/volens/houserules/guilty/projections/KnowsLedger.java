package eu.volens.houserules.guilty.projections;

import eu.volens.houserules.guilty.ledger.Written;

class KnowsLedger {
    Written known;
}
