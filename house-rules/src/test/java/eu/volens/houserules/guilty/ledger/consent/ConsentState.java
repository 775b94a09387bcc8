package eu.volens.houserules.guilty.ledger.consent;

import tools.jackson.databind.json.JsonMapper;

record ConsentState(JsonMapper known) {}
