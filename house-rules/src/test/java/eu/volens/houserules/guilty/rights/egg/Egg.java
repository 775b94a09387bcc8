package eu.volens.houserules.guilty.rights.egg;

import eu.volens.houserules.guilty.rights.chicken.Chicken;

public class Egg {
    Chicken from;
}
