package eu.volens.benchmarks.crash;

/** Something that must not be. */
record Finding(Kind kind, String what) {

    enum Kind {
        /** Acknowledged and not there. */
        LOST,
        /** There more often than it was wished. */
        DUPLICATED,
        /** There in another place than was told, or before what it came after. */
        REORDERED,
        /** Some events of a unit there, others not. */
        TORN,
        /** There although it was told that nothing was recorded, or never sent at all. */
        UNWANTED,
        /** There with another content, or its personal value cannot be opened. */
        CHANGED,
        /** What was signed is not what is stored, or two things were signed. */
        ROOT_MISMATCH,
        /** A writer said so itself, or did not come back. */
        FAILED
    }
}
