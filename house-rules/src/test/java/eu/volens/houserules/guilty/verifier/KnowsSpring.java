package eu.volens.houserules.guilty.verifier;

import org.springframework.context.ApplicationContext;

class KnowsSpring {
    ApplicationContext known;
}
