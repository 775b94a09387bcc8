package eu.volens.houserules.guilty.projections.chicken;

import eu.volens.houserules.guilty.projections.egg.Egg;

public class Chicken {
    Egg from;
}
