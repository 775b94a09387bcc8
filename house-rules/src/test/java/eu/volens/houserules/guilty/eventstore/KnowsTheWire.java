package eu.volens.houserules.guilty.eventstore;

import eu.volens.houserules.guilty.wire.Told;

class KnowsTheWire {
    Told known;
}
