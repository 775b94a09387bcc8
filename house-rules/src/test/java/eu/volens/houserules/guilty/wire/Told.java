package eu.volens.houserules.guilty.wire;

public class Told {}
