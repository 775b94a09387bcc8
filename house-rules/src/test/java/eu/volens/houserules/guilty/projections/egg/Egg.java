package eu.volens.houserules.guilty.projections.egg;

import eu.volens.houserules.guilty.projections.chicken.Chicken;

public class Egg {
    Chicken from;
}
