/** Launches the system's Chromium for tests of pages; other modules reuse it from this module's test jar. */
@NullMarked
package eu.volens.banner.browser;

import org.jspecify.annotations.NullMarked;
