package eu.volens.standalone;

import java.nio.file.Path;

/**
 * What the person who starts Volens decides.
 *
 * @param port        of the pages and interfaces; 0 for any free one, as for the next two
 * @param data        the folder of everything that is kept
 * @param controllers the folder that holds the controllers' folders
 * @param controller  whose data it is: a folder's name in there
 */
record Settings(int port, int smtpPort, int imapPort, Path data, Path controllers, String controller) {}
