package eu.volens.houserules.guilty.verifier;

import eu.volens.houserules.guilty.merkle.prove.Witness;

class KnowsHowToProve {
    Witness known;
}
