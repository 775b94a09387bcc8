package eu.volens.houserules.guilty.standalone;

import org.axonframework.modelling.command.Aggregate;

class KnowsAxon {
    Aggregate<?> known;
}
