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
import java.util.Optional;
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
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    /** Two characters of its own at the beginning: a shorter one would also delete what belongs to others. */
    private static final Pattern NAME_PATTERN = Pattern.compile("[!-)+-~]|[!-)+-~]{2}[!-~]{0,98}");

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
        var typesTaken = new HashSet<String>();
        var purposes = readUnique(file.mappings("purposes"), Purpose::id, "id", block -> readPurpose(block, languages), (block, purpose) -> {
            purpose.consentMode().stream().filter(type -> !typesTaken.add(type))
                    .forEach(type -> block.note("consentMode", "'" + type + "' is granted by a purpose already; one must decide it"));
        });
        file.done();
        return purposes;
    }

    private static Purpose readPurpose(YamlFile.Mapping block, List<String> languages) {
        var basis = readBasis(block);
        var purpose = new Purpose(readId(block), basis, block.text("name", languages), block.text("explanation", languages),
                readConsentMode(block), readRefusedByGpc(block, basis));
        noteUnaskedSignals(block, purpose);
        return purpose;
    }

    private static List<String> readConsentMode(YamlFile.Mapping block) {
        var types = block.optionalStrings("consentMode");
        types.stream().filter(type -> !Purpose.CONSENT_MODE_TYPES.contains(type)).forEach(type -> block.note("consentMode",
                "'" + type + "' is not a type of Google Consent Mode; there are " + sorted(Purpose.CONSENT_MODE_TYPES)));
        return types;
    }

    /** To be said of every purpose that is asked: a signal that is not honoured because nobody thought of it would go unnoticed. */
    private static boolean readRefusedByGpc(YamlFile.Mapping block, Purpose.Basis basis) {
        var written = switch (basis) {
            case CONSENT -> block.string("refusedByGpc");
            case LEGITIMATE_INTEREST -> block.optionalString("refusedByGpc").orElse("false");
        };
        if (!written.isEmpty() && !written.equals("true") && !written.equals("false")) {
            block.note("refusedByGpc", "`refusedByGpc` is `true` or `false`, not '" + written + "'");
        }
        return written.equals("true");
    }

    /** A purpose that is not asked can neither be refused by a signal nor grant what needs a yes. */
    private static void noteUnaskedSignals(YamlFile.Mapping block, Purpose purpose) {
        if (!purpose.required()) {
            return;
        }
        if (purpose.refusedByGpc()) {
            block.note("refusedByGpc", "a purpose that is not based on consent is not asked, so nothing refuses it");
        }
        purpose.consentMode().stream().filter(Purpose.CONSENT_MODE_TYPES_TO_ASK::contains).forEach(type -> block.note("consentMode",
                "'" + type + "' needs consent, and this purpose is not based on it"));
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
                readTracker(block, controller.languages()), (block, tracker) -> {
            if (!tracker.purpose().isEmpty() && purposes.stream().noneMatch(it -> it.id().equals(tracker.purpose()))) {
                block.note("purpose", "purpose '" + tracker.purpose() + "' is not in purposes.yaml");
            }
            tracker.recipient().filter(id -> controller.recipients().stream().noneMatch(it -> it.id().equals(id)))
                    .ifPresent(id -> block.note("recipient", "recipient '" + id + "' is not in controller.yaml"));
        });
        file.done();
        return trackers;
    }

    private static Tracker readTracker(YamlFile.Mapping block, List<String> languages) {
        var name = block.string("name");
        var kind = readCode(block, "kind", Tracker.Kind::of, "`cookie`, `local-storage`, `session-storage` or `pixel`")
                .orElse(Tracker.Kind.COOKIE);
        var party = readCode(block, "party", Tracker.Party::of, "`first` or `third`").orElse(Tracker.Party.FIRST);
        var tracker = new Tracker(name, kind, party, readNames(block, name), block.string("provider"), readHosts(block),
                block.optionalString("recipient"), block.string("purpose"), readLifetime(block), block.text("explanation", languages));
        if (party == Tracker.Party.THIRD && tracker.hosts().isEmpty()) {
            block.note("party", "a tracker of a third party needs `hosts`, so that it can be recognised");
        }
        if (kind == Tracker.Kind.SESSION_STORAGE && !(tracker.lifetime() instanceof Lifetime.Session)) {
            block.note("lifetime", "what is in session storage ends with the session: `lifetime: session`");
        }
        return tracker;
    }

    private static <T> Optional<T> readCode(YamlFile.Mapping block, String key, Function<String, Optional<T>> reading, String known) {
        var written = block.string(key);
        var read = reading.apply(written);
        if (read.isEmpty() && !written.isEmpty()) {
            block.note(key, "`" + key + "` is " + known + ", not '" + written + "'");
        }
        return read;
    }

    private static List<String> readNames(YamlFile.Mapping block, String name) {
        var names = block.optionalStrings("names");
        noteRepeated(block, "names", names);
        var recognisedBy = names.isEmpty() ? List.of(name) : names;
        recognisedBy.stream().filter(it -> !it.isEmpty() && !NAME_PATTERN.matcher(it).matches())
                .forEach(it -> block.note(names.isEmpty() ? "name" : "names", "'" + it + "' cannot recognise a tracker: 100 visible "
                        + "characters at most, without spaces, and at least two before the first *; give `names`"));
        return recognisedBy;
    }

    private static List<String> readHosts(YamlFile.Mapping block) {
        var hosts = block.optionalStrings("hosts");
        noteRepeated(block, "hosts", hosts);
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).forEach(host -> block.note("hosts",
                "'" + host + "' is not a host such as cdn.example.eu: lower case, no scheme, no path, no leading dot"));
        return hosts;
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
