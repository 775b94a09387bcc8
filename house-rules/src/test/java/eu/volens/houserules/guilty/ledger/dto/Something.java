package eu.volens.houserules.guilty.ledger.dto;

class Something {}
