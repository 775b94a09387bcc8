package eu.volens.houserules.guilty.ledger.service;

class Something {}
