package eu.volens.houserules.guilty.ledger.repositories;

class Something {}
