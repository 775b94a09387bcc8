/** Is it the person who writes? Proportionate to the doubt (Article 12(6) GDPR): a link to the address the request came from. */
@NullMarked
package eu.volens.rights.identity;

import org.jspecify.annotations.NullMarked;
