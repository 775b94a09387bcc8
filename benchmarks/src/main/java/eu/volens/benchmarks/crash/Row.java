package eu.volens.benchmarks.crash;

import eu.volens.merkle.Hash;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it was found in the log.
 *
 * @param event with its personal value opened
 * @param leaf  computed from the row alone
 */
record Row(long position, Instant recordedAt, UUID stream, long sequence, CrashEvent event, Hash leaf) {}
