package eu.volens.houserules.guilty.ledger.util;

class Something {}
