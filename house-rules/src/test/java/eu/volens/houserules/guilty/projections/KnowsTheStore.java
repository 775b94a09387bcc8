package eu.volens.houserules.guilty.projections;

import eu.volens.houserules.guilty.eventstore.Store;

class KnowsTheStore {
    Store known;
}
