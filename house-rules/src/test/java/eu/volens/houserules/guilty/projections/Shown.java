package eu.volens.houserules.guilty.projections;

public class Shown {}
