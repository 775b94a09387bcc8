@org.jspecify.annotations.NullMarked
package eu.volens.rights.door;
