package eu.volens.houserules.guilty.ledger.controllers;

class Something {}
