package eu.volens.houserules.guilty.merkle;

import eu.volens.houserules.guilty.merkle.sign.Pen;

class KnowsHowToSign {
    Pen known;
}
