package eu.volens.houserules.guilty.rights;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class KnowsTheEmbeddedDatabase {
    EmbeddedPostgres known;
}
