/**
 * What {@code docker-compose.yml} and {@code Dockerfile} promise, checked against the build, and run: the same processes with the same
 * settings, addresses swapped for a real broker, database and mail server of the test.
 */
@NullMarked
package eu.volens.houserules.deployment;

import org.jspecify.annotations.NullMarked;
