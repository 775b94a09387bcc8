package eu.volens.houserules.guilty.wire.json;

import javax.sql.DataSource;

class KnowsJdbc {
    DataSource known;
}
