package eu.volens.houserules.guilty.ledger;

import eu.volens.houserules.guilty.projections.Shown;

class KnowsProjections {
    Shown known;
}
