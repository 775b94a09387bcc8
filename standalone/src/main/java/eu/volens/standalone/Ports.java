package eu.volens.standalone;

import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out before anything is started that a port cannot be had. */
final class Ports {

    private Ports() {}

    /** @throws Refusal naming the first port that is taken or given twice, and the option that changes it */
    static void check(Settings settings) {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        check(wanted, settings.port(), "--port");
        check(wanted, settings.smtpPort(), "--smtp-port");
        check(wanted, settings.imapPort(), "--imap-port");
    }

    private static void check(Map<Integer, String> wanted, int port, String option) {
        if (port == 0) {
            return;
        }
        String before = wanted.putIfAbsent(port, option);
        if (before != null) {
            throw new Refusal("port " + port + " is wanted twice, by " + before + " and " + option + "; give them different ones");
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a port whose last user has just gone can be had.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Refusal(port < 1024 && !e.getMessage().contains("in use")
                    ? "port " + port + " may not be used by you; choose one above 1023 with " + option + " NUMBER"
                    : "port " + port + " is taken; stop the program that uses it, or choose another with " + option + " NUMBER", e);
        }
    }
}
