package eu.volens.houserules.guilty.ledger.names;

class ConsentUtils {}
