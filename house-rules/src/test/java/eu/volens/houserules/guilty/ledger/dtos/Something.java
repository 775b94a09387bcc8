package eu.volens.houserules.guilty.ledger.dtos;

class Something {}
