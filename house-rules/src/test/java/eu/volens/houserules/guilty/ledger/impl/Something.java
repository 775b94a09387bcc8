package eu.volens.houserules.guilty.ledger.impl;

class Something {}
