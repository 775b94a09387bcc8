package eu.volens.houserules.guilty.merkle.sign;

public class Pen {}
