package eu.volens.ledger.register;

import eu.volens.ledger.register.ControllerIdentity.Authority;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a controller's folder: {@code controller.yaml}, {@code purposes.yaml}, {@code sites.yaml}, {@code trackers.yaml}. One reading
 * checks everything and reports every problem at once, with file and line.
 */
public final class RegisterFolder {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+");
    private static final Pattern ORIGIN =
            Pattern.compile("(https://[a-z0-9.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d{1,5})?");

    private final Path folder;
    private final Set<String> languagesWithWording;
    private final List<String> problems = new ArrayList<>();

    private RegisterFolder(Path folder, Set<String> languagesWithWording) {
        this.folder = folder;
        this.languagesWithWording = languagesWithWording;
    }

    /**
     * @param controllers          the folder that holds one folder per controller
     * @param controllerId         which of them
     * @param languagesWithWording languages in which the pages' own words exist; the controller may use these and no others
     * @throws InvalidRegister with every problem found
     */
    public static CookieRegister read(Path controllers, String controllerId, Set<String> languagesWithWording) {
        return new RegisterFolder(controllers.resolve(controllerId), languagesWithWording).read(controllerId);
    }

    private CookieRegister read(String controllerId) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRegister(List.of(folder + ": there is no such folder"));
        }
        var controller = readController(controllerId);
        var purposes = readPurposes(controller.languages());
        var sites = readSites(controller.languages(), purposes);
        var trackers = readTrackers(controller, purposes);
        if (!problems.isEmpty()) {
            throw new InvalidRegister(problems);
        }
        return new CookieRegister(controller, sites, purposes, trackers);
    }

    private ControllerIdentity readController(String controllerId) {
        var file = YamlFile.open(folder.resolve("controller.yaml"), problems);
        var id = file.string("id");
        if (!id.isEmpty() && !id.equals(controllerId)) {
            file.note("id", "`id` is '" + id + "', but the folder is called '" + controllerId + "'");
        }
        var languages = readLanguages(file);
        var contacts = file.mapping("contacts");
        var controller = new ControllerIdentity(id, file.string("name"), file.string("brand"), file.string("registration"),
                readZone(file), languages, file.text("address", languages), readMail(contacts), readUri(contacts, "form"),
                readUri(file, "privacyStatement"), readAuthority(file.mapping("authority"), languages),
                readRecipients(file, languages));
        contacts.done();
        file.done();
        return controller;
    }

    private List<String> readLanguages(YamlFile.Mapping file) {
        var languages = file.strings("languages");
        noteRepeated(file, "languages", languages);
        languages.stream().filter(language -> !languagesWithWording.contains(language)).forEach(language ->
                file.note("languages", "language '" + language + "' is not spoken here; there are " + sorted(languagesWithWording)));
        return languages;
    }

    private static ZoneId readZone(YamlFile.Mapping file) {
        var zone = file.string("zone");
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            file.note("zone", "'" + zone + "' is not a time zone such as Europe/Brussels");
            return ZoneOffset.UTC;
        }
    }

    private Authority readAuthority(YamlFile.Mapping block, List<String> languages) {
        var authority = new Authority(block.text("name", languages), block.text("address", languages), readMail(block),
                block.string("telephone"), block.text("complaint", languages), readUri(block, "others"));
        authority.complaint().byLanguage().values().forEach(link -> checkLink(block, "complaint", link));
        block.done();
        return authority;
    }

    private List<Recipient> readRecipients(YamlFile.Mapping file, List<String> languages) {
        return readUnique(file.mappings("recipients"), Recipient::id, "id", block ->
                new Recipient(readId(block), block.string("name"), block.text("receives", languages)));
    }

    private List<Purpose> readPurposes(List<String> languages) {
        var file = YamlFile.open(folder.resolve("purposes.yaml"), problems);
        var purposes = readUnique(file.mappings("purposes"), Purpose::id, "id", block ->
                new Purpose(readId(block), readBasis(block), block.text("name", languages), block.text("explanation", languages)));
        file.done();
        return purposes;
    }

    private static Purpose.Basis readBasis(YamlFile.Mapping block) {
        var basis = block.string("basis");
        return switch (basis) {
            case "legitimate-interest" -> Purpose.Basis.LEGITIMATE_INTEREST;
            case "consent" -> Purpose.Basis.CONSENT;
            default -> {
                if (!basis.isEmpty()) {
                    block.note("basis", "`basis` is `legitimate-interest` or `consent`, not '" + basis + "'");
                }
                yield Purpose.Basis.CONSENT;
            }
        };
    }

    private List<Site> readSites(List<String> languages, List<Purpose> purposes) {
        var file = YamlFile.open(folder.resolve("sites.yaml"), problems);
        var sites = readUnique(file.mappings("sites"), Site::id, "id", block ->
                new Site(readId(block), block.string("name"), readUri(block, "url"), block.strings("hosts"), readOrigins(block),
                        readLifetimeDays(block), readAreas(block, languages, purposes)));
        file.done();
        return sites;
    }

    private static List<String> readOrigins(YamlFile.Mapping block) {
        var origins = block.strings("origins");
        noteRepeated(block, "origins", origins);
        origins.stream().filter(origin -> !ORIGIN.matcher(origin).matches()).forEach(origin -> block.note("origins",
                "'" + origin + "' is not a web origin such as https://www.example.eu: https, lower case, no path, no final slash"));
        return origins;
    }

    private static int readLifetimeDays(YamlFile.Mapping block) {
        var written = block.string("consentLifetime");
        if (written.isEmpty()) {
            return 1;
        }
        if (written.matches("P\\d{1,3}D")) {
            var days = Integer.parseInt(written.substring(1, written.length() - 1));
            if (days >= 1 && days <= Site.LIFETIME_DAYS_MAX) {
                return days;
            }
        }
        block.note("consentLifetime", "'" + written + "' should be days, from P1D to P" + Site.LIFETIME_DAYS_MAX + "D (13 months)");
        return 1;
    }

    private List<Area> readAreas(YamlFile.Mapping site, List<String> languages, List<Purpose> purposes) {
        return readUnique(site.mappings("areas"), Area::id, "id", block ->
                new Area(readId(block), block.text("name", languages), readAsks(block, purposes)));
    }

    private static List<String> readAsks(YamlFile.Mapping block, List<Purpose> purposes) {
        var mode = block.string("mode");
        var asks = block.optionalStrings("asks");
        noteRepeated(block, "asks", asks);
        for (var ask : asks) {
            var purpose = purposes.stream().filter(it -> it.id().equals(ask)).findFirst();
            if (purpose.isEmpty()) {
                block.note("asks", "purpose '" + ask + "' is not in purposes.yaml");
            } else if (purpose.get().required()) {
                block.note("asks", "purpose '" + ask + "' is not based on consent, so it cannot be asked");
            }
        }
        switch (mode) {
            case "" -> { /* noted as missing */ }
            case "ask" -> {
                if (asks.isEmpty()) {
                    block.note("mode", "an area that asks needs `asks` with at least one purpose");
                }
            }
            case "inform" -> {
                if (!asks.isEmpty()) {
                    block.note("asks", "an area that only informs asks nothing");
                }
            }
            default -> block.note("mode", "`mode` is `inform` or `ask`, not '" + mode + "'");
        }
        return asks;
    }

    private List<Tracker> readTrackers(ControllerIdentity controller, List<Purpose> purposes) {
        var file = YamlFile.open(folder.resolve("trackers.yaml"), problems);
        var trackers = readUnique(file.mappings("trackers"), tracker -> tracker.name() + " of " + tracker.provider(), "name", block ->
                new Tracker(block.string("name"), block.string("provider"), block.optionalString("recipient"), block.string("purpose"),
                        readLifetime(block), block.text("explanation", controller.languages())), (block, tracker) -> {
            if (!tracker.purpose().isEmpty() && purposes.stream().noneMatch(it -> it.id().equals(tracker.purpose()))) {
                block.note("purpose", "purpose '" + tracker.purpose() + "' is not in purposes.yaml");
            }
            tracker.recipient().filter(id -> controller.recipients().stream().noneMatch(it -> it.id().equals(id)))
                    .ifPresent(id -> block.note("recipient", "recipient '" + id + "' is not in controller.yaml"));
        });
        file.done();
        return trackers;
    }

    private static Lifetime readLifetime(YamlFile.Mapping block) {
        var written = block.string("lifetime");
        return Lifetime.parse(written).orElseGet(() -> {
            if (!written.isEmpty()) {
                block.note("lifetime",
                        "'" + written + "' is not a lifetime: an ISO 8601 duration (P1Y, P7D, PT1H), `session` or `unlimited`");
            }
            return new Lifetime.Session();
        });
    }

    private static <T> List<T> readUnique(List<YamlFile.Mapping> blocks, Function<T, String> identity, String key,
            Function<YamlFile.Mapping, T> reading) {
        return readUnique(blocks, identity, key, reading, (block, read) -> {});
    }

    /** Reads each block, notes what stands twice, and keys that nobody asked for. */
    private static <T> List<T> readUnique(List<YamlFile.Mapping> blocks, Function<T, String> identity, String key,
            Function<YamlFile.Mapping, T> reading, BiConsumer<YamlFile.Mapping, T> check) {
        var seen = new HashSet<String>();
        var all = new ArrayList<T>();
        for (var block : blocks) {
            var read = reading.apply(block);
            check.accept(block, read);
            if (!seen.add(identity.apply(read))) {
                block.note(key, "'" + identity.apply(read) + "' is there already");
            }
            block.done();
            all.add(read);
        }
        return all;
    }

    private static String readId(YamlFile.Mapping block) {
        var id = block.string("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            block.note("id", "'" + id + "' is not an id: lower-case letters, digits and hyphens, beginning with a letter, 40 at most");
        }
        return id;
    }

    private static String readMail(YamlFile.Mapping block) {
        var mail = block.string("mail");
        if (!mail.isEmpty() && !MAIL.matcher(mail).matches()) {
            block.note("mail", "'" + mail + "' is not a mail address");
        }
        return mail;
    }

    private static URI readUri(YamlFile.Mapping block, String key) {
        return checkLink(block, key, block.string(key));
    }

    private static URI checkLink(YamlFile.Mapping block, String key, String written) {
        try {
            var uri = new URI(written);
            if (written.isEmpty() || "https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, with the others
        }
        block.note(key, "'" + written + "' is not an https address");
        return URI.create("");
    }

    private static void noteRepeated(YamlFile.Mapping block, String key, List<String> values) {
        var seen = new HashSet<String>();
        values.stream().filter(value -> !seen.add(value))
                .forEach(value -> block.note(key, "'" + value + "' stands twice in `" + key + "`"));
    }

    private static List<String> sorted(Set<String> values) {
        return values.stream().sorted().toList();
    }
}
