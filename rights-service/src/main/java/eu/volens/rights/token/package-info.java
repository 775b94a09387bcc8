/** The gate for programs of the controller: keys with scopes, which the operator gives and takes away. */
@NullMarked
package eu.volens.rights.token;

import org.jspecify.annotations.NullMarked;
