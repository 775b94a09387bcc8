package eu.volens.ledger.preferences;

import java.util.UUID;

/** Idempotency keys for forms: each random, version 4, and new. */
@FunctionalInterface
public interface FreshKeys {

    UUID next();
}
