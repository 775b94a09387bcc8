package eu.volens.houserules.guilty.standalone;

public class Started {}
