/** A real PostgreSQL server inside the data folder: durable, password-protected, replaced cleanly when a crash left one running. */
@NullMarked
package eu.volens.standalone.database;

import org.jspecify.annotations.NullMarked;
