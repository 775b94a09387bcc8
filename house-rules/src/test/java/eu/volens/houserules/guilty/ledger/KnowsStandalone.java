package eu.volens.houserules.guilty.ledger;

import eu.volens.houserules.guilty.standalone.Started;

class KnowsStandalone {
    Started known;
}
