package eu.volens.houserules.guilty.wire;

import tools.jackson.databind.json.JsonMapper;

class KnowsJackson {
    JsonMapper known;
}
