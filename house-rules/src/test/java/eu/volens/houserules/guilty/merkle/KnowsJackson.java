package eu.volens.houserules.guilty.merkle;

import tools.jackson.databind.json.JsonMapper;

class KnowsJackson {
    JsonMapper known;
}
