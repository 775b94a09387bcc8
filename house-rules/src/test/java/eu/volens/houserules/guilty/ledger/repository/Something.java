package eu.volens.houserules.guilty.ledger.repository;

class Something {}
