package eu.volens.houserules.guilty.wire.json;

import org.axonframework.modelling.command.Aggregate;

public class KnowsAxon {
    Aggregate<?> known;
}
