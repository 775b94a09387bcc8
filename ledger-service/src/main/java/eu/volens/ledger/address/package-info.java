/** From which address a request comes, also behind reverse proxies. Nothing here keeps an address. */
@NullMarked
package eu.volens.ledger.address;

import org.jspecify.annotations.NullMarked;
