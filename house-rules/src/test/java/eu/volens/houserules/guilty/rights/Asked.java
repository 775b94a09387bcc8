package eu.volens.houserules.guilty.rights;

public class Asked {}
