package eu.volens.houserules.guilty.eventstore.personal;

import eu.volens.houserules.guilty.eventstore.Store;

class KnowsTheStore {
    Store known;
}
