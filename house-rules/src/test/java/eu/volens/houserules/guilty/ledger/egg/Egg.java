package eu.volens.houserules.guilty.ledger.egg;

import eu.volens.houserules.guilty.ledger.chicken.Chicken;

public class Egg {
    Chicken from;
}
