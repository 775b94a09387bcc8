/** The transparency log as outsiders read it: checkpoints, tiles and proofs for everybody, entries for auditors (C2SP tlog-tiles). */
@NullMarked
package eu.volens.ledger.log;

import org.jspecify.annotations.NullMarked;
