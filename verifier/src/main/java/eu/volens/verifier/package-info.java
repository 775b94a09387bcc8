/**
 * An offline command line for auditors: it checks logs, proofs and checkpoints, and trusts nothing that it reads.
 * It shares the checking of proofs with the services, and none of the code that writes logs.
 */
@NullMarked
package eu.volens.verifier;

import org.jspecify.annotations.NullMarked;
