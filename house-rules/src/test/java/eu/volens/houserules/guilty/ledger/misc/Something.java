package eu.volens.houserules.guilty.ledger.misc;

class Something {}
