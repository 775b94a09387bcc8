package eu.volens.houserules.guilty.ledger.services;

class Something {}
