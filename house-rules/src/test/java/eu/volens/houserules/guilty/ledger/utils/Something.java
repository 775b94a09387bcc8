package eu.volens.houserules.guilty.ledger.utils;

class Something {}
