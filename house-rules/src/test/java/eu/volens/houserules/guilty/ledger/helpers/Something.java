package eu.volens.houserules.guilty.ledger.helpers;

class Something {}
