package eu.volens.houserules.guilty.standalone.egg;

import eu.volens.houserules.guilty.standalone.chicken.Chicken;

public class Egg {
    Chicken from;
}
