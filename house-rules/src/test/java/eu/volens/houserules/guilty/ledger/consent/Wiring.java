package eu.volens.houserules.guilty.ledger.consent;

import org.springframework.context.annotation.Configuration;

@Configuration
class Wiring {}
