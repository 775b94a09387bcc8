package eu.volens.houserules.guilty.standalone.chicken;

import eu.volens.houserules.guilty.standalone.egg.Egg;

public class Chicken {
    Egg from;
}
