package eu.volens.houserules.guilty.verifier;

import eu.volens.houserules.guilty.merkle.sign.Pen;

class KnowsHowToSign {
    Pen known;
}
