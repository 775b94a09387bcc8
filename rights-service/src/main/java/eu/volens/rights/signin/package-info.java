/**
 * Who may use the console: accounts, the first password, signing in and out, and what slows down guessing.
 * The people whose requests are handled have no account; their links are enough.
 */
@NullMarked
package eu.volens.rights.signin;

import org.jspecify.annotations.NullMarked;
