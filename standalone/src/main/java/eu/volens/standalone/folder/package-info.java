/** The data folder: everything one installation keeps, who may touch it, and that only one process does at a time. */
@NullMarked
package eu.volens.standalone.folder;

import org.jspecify.annotations.NullMarked;
