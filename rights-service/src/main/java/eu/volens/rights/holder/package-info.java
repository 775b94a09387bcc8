/** Those who hold data about a person, how they are asked, and what they answered. The consent ledger is one of them. */
@NullMarked
package eu.volens.rights.holder;

import org.jspecify.annotations.NullMarked;
