package eu.volens.houserules.guilty.ledger.consent;

import javax.sql.DataSource;

class ConsentDecisions {
    DataSource known;
}
