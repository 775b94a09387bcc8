package eu.volens.rights.mailbox;

import java.util.List;
import java.util.stream.Collectors;

/** The words of a calendar's invitation (RFC 5545): what it is called and what it says, not its machinery. */
final class Invitation {

    private static final int LINES_MAX = 5_000;

    private Invitation() {}

    static String words(String calendar) {
        String unfolded = calendar.replace("\n ", "").replace("\n\t", "");
        return unfolded.lines().limit(LINES_MAX).filter(line -> List.of("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT").contains(name(line)))
                .map(line -> line.substring(line.indexOf(':') + 1).replaceAll("\\\\[nN]", "\n").replaceAll("\\\\(.)", "$1"))
                .collect(Collectors.joining("\n"));
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon).split(";", 2)[0];
    }
}
