/** {@code volens audit}: fetches what an auditor needs from the running Volens. What it leaves behind is whole, or is not there. */
@NullMarked
package eu.volens.standalone.audit;

import org.jspecify.annotations.NullMarked;
