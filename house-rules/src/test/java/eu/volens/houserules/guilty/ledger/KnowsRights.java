package eu.volens.houserules.guilty.ledger;

import eu.volens.houserules.guilty.rights.Asked;

class KnowsRights {
    Asked known;
}
