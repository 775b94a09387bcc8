/**
 * What one service may know of another: wire events, their envelope, and the bodies of the HTTP calls between services.
 * No name and no address crosses here, only random ids.
 */
@NullMarked
package eu.volens.wire;

import org.jspecify.annotations.NullMarked;
