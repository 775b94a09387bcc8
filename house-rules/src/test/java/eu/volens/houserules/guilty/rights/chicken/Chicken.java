package eu.volens.houserules.guilty.rights.chicken;

import eu.volens.houserules.guilty.rights.egg.Egg;

public class Chicken {
    Egg from;
}
