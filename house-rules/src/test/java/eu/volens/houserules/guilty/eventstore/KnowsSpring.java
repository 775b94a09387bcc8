package eu.volens.houserules.guilty.eventstore;

import org.springframework.context.ApplicationContext;

class KnowsSpring {
    ApplicationContext known;
}
