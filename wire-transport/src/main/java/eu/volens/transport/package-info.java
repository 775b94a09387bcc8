/**
 * The one port by which wire events leave a service and reach another, and its two implementations.
 * Writers offer a feed that is read from their own log; readers keep their position in their own transaction.
 */
@NullMarked
package eu.volens.transport;

import org.jspecify.annotations.NullMarked;
