package eu.volens.houserules.guilty.ledger.helper;

class Something {}
