/** Values that belong to a person and can be erased: how events name them, and nothing of how they are kept. JDK only. */
@NullMarked
package eu.volens.eventstore.personal;

import org.jspecify.annotations.NullMarked;
