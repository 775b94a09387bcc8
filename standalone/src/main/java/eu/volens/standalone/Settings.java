package eu.volens.standalone;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the person who starts Volens decides.
 *
 * @param port        of the pages and interfaces; 0 for any free one, as for the next two
 * @param data        the folder of everything that is kept
 * @param controllers the folder that holds the controllers' folders
 * @param controller  whose data it is: a folder's name in there
 * @param clock       what the clock is to show at the start; null for the machine's time
 */
record Settings(int port, int smtpPort, int imapPort, Path data, Path controllers, String controller, @Nullable Instant clock) {

    /** With the machine's time. */
    Settings(int port, int smtpPort, int imapPort, Path data, Path controllers, String controller) {
        this(port, smtpPort, imapPort, data, controllers, controller, null);
    }
}
