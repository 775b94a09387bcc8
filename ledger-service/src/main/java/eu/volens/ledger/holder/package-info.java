/** The ledger as a data holder: asked by the rights service, it tells what it keeps about a person who named their consent records. */
@NullMarked
package eu.volens.ledger.holder;

import org.jspecify.annotations.NullMarked;
