package eu.volens.houserules.guilty.projections;

import org.axonframework.modelling.command.Aggregate;

class KnowsAxon {
    Aggregate<?> known;
}
