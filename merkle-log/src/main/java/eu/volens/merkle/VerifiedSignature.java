package eu.volens.merkle;

import java.time.Instant;
import java.util.Optional;

/**
 * A signature that was found good.
 *
 * @param at when the signer says that it signed; only cosignatures say so
 */
public record VerifiedSignature(VerifierKey key, Optional<Instant> at) {}
