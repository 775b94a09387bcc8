package eu.volens.houserules.guilty.ledger.chicken;

import eu.volens.houserules.guilty.ledger.egg.Egg;

public class Chicken {
    Egg from;
}
