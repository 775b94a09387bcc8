package eu.volens.houserules.guilty.ledger.common;

class Something {}
