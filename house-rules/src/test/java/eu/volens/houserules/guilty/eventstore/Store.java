package eu.volens.houserules.guilty.eventstore;

public class Store {}
