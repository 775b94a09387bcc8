package eu.volens.houserules.guilty.wire;

import eu.volens.houserules.guilty.wire.json.KnowsAxon;

class KnowsJson {
    KnowsAxon known;
}
