package eu.volens.houserules.guilty.merkle.prove;

public class Witness {}
