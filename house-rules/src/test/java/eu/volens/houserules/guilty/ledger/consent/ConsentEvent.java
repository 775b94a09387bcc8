package eu.volens.houserules.guilty.ledger.consent;

import org.springframework.context.ApplicationContext;

interface ConsentEvent {

    record SpringKnown(ApplicationContext known) implements ConsentEvent {}
}
