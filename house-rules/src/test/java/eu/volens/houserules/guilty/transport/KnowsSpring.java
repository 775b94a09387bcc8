package eu.volens.houserules.guilty.transport;

import org.springframework.context.ApplicationContext;

class KnowsSpring {
    ApplicationContext known;
}
