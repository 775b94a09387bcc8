package eu.volens.houserules.guilty.ledger.controller;

class Something {}
