package eu.volens.houserules.guilty.ledger;

public class Written {}
