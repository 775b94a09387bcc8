package eu.volens.ledger.register;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a policy as canonical JSON. Everything a visitor reads is in it, in the order in which it is read; what they do not
 * see, such as web origins, comments and the layout of the files, is not. Only strings, booleans, small whole numbers, lists and
 * objects with sorted keys: for these, what is written here is the form of RFC 8785.
 */
final class PolicyContent {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private PolicyContent() {}

    static String of(CookieRegister register, Site site, Map<String, ? extends Map<String, String>> wording) {
        var content = new TreeMap<String, Object>();
        content.put("controller", controller(register.controller()));
        content.put("purposes", register.purposes().stream().map(purpose -> purpose(register, purpose)).toList());
        content.put("recipients", register.controller().recipients().stream().map(PolicyContent::recipient).toList());
        content.put("site", site(site));
        content.put("wording", new TreeMap<>(wording));
        return MAPPER.writeValueAsString(content);
    }

    static FrozenPolicy read(String content) {
        try {
            return read(MAPPER.readTree(content));
        } catch (JacksonException | NoSuchElementException | DateTimeException unreadable) {
            throw new IllegalArgumentException("Not the content of a policy", unreadable);
        }
    }

    private static FrozenPolicy read(JsonNode content) {
        var trackers = new ArrayList<Tracker>();
        var purposes = content.required("purposes").valueStream().map(purpose -> {
            var read = readPurpose(purpose);
            purpose.required("trackers").valueStream().map(it -> readTracker(it, read.id())).forEach(trackers::add);
            return read;
        }).toList();
        var controller = readController(content.required("controller"), content.required("recipients"));
        var words = new TreeMap<String, Map<String, String>>();
        content.required("wording").properties().forEach(language -> words.put(language.getKey(), readText(language.getValue()).byLanguage()));
        return new FrozenPolicy(new CookieRegister(controller, List.of(readSite(content.required("site"))), purposes, trackers), words);
    }

    private static ControllerIdentity readController(JsonNode controller, JsonNode recipients) {
        var authority = controller.required("authority");
        return new ControllerIdentity(string(controller, "id"), string(controller, "name"), string(controller, "brand"),
                string(controller, "registration"), ZoneId.of(string(controller, "zone")), strings(controller, "languages"),
                text(controller, "address"), string(controller, "mail"), URI.create(string(controller, "form")),
                URI.create(string(controller, "privacyStatement")),
                new ControllerIdentity.Authority(text(authority, "name"), text(authority, "address"), string(authority, "mail"),
                        string(authority, "telephone"), text(authority, "complaint"), URI.create(string(authority, "others"))),
                recipients.valueStream().map(it -> new ControllerIdentity.Recipient(string(it, "id"), string(it, "name"),
                        text(it, "receives"))).toList());
    }

    private static Site readSite(JsonNode site) {
        var areas = site.required("areas").valueStream()
                .map(area -> new Area(string(area, "id"), text(area, "name"), strings(area, "asks"))).toList();
        return new Site(string(site, "id"), string(site, "name"), URI.create(string(site, "url")), strings(site, "hosts"), List.of(),
                site.required("lifetimeDays").intValue(), areas);
    }

    private static Purpose readPurpose(JsonNode purpose) {
        var basis = purpose.required("required").booleanValue() ? Purpose.Basis.LEGITIMATE_INTEREST : Purpose.Basis.CONSENT;
        return new Purpose(string(purpose, "id"), basis, text(purpose, "name"), text(purpose, "explanation"),
                strings(purpose, "consentMode"), purpose.required("refusedByGpc").booleanValue());
    }

    private static Tracker readTracker(JsonNode tracker, String purpose) {
        return new Tracker(string(tracker, "name"), Tracker.Kind.of(string(tracker, "kind")).orElseThrow(),
                Tracker.Party.of(string(tracker, "party")).orElseThrow(), strings(tracker, "names"), string(tracker, "provider"),
                strings(tracker, "hosts"), Optional.ofNullable(tracker.get("recipient")).map(JsonNode::stringValue), purpose,
                Lifetime.parse(string(tracker, "lifetime")).orElseThrow(), text(tracker, "explanation"));
    }

    private static String string(JsonNode node, String key) {
        return node.required(key).stringValue();
    }

    private static List<String> strings(JsonNode node, String key) {
        return node.required(key).valueStream().map(JsonNode::stringValue).toList();
    }

    private static Text text(JsonNode node, String key) {
        return readText(node.required(key));
    }

    private static Text readText(JsonNode byLanguage) {
        var text = new TreeMap<String, String>();
        byLanguage.properties().forEach(language -> text.put(language.getKey(), language.getValue().stringValue()));
        return new Text(text);
    }

    private static Map<String, Object> controller(ControllerIdentity controller) {
        var authority = controller.authority();
        return object("id", controller.id(), "name", controller.name(), "brand", controller.brand(),
                "registration", controller.registration(), "zone", controller.zone().getId(), "languages", controller.languages(),
                "address", text(controller.address()),
                "mail", controller.mail(), "form", controller.form().toString(),
                "privacyStatement", controller.privacyStatement().toString(),
                "authority", object("name", text(authority.name()), "address", text(authority.address()), "mail", authority.mail(),
                        "telephone", authority.telephone(), "complaint", text(authority.complaint()),
                        "others", authority.others().toString()));
    }

    private static Map<String, Object> site(Site site) {
        return object("id", site.id(), "name", site.name(), "url", site.url().toString(), "hosts", site.hosts(),
                "lifetimeDays", site.lifetimeDays(), "areas", site.areas().stream().map(PolicyContent::area).toList());
    }

    private static Map<String, Object> area(Area area) {
        return object("id", area.id(), "name", text(area.name()), "asks", area.asks());
    }

    private static Map<String, Object> purpose(CookieRegister register, Purpose purpose) {
        var trackers = new ArrayList<Map<String, Object>>();
        for (var tracker : register.trackersFor(purpose)) {
            trackers.add(tracker(tracker));
        }
        return object("id", purpose.id(), "required", purpose.required(), "name", text(purpose.name()),
                "explanation", text(purpose.explanation()), "consentMode", purpose.consentMode(), "refusedByGpc", purpose.refusedByGpc(),
                "trackers", trackers);
    }

    private static Map<String, Object> tracker(Tracker tracker) {
        var object = object("name", tracker.name(), "kind", tracker.kind().code(), "party", tracker.party().code(),
                "names", tracker.names(), "provider", tracker.provider(), "hosts", tracker.hosts(), "lifetime", tracker.lifetime().code(),
                "explanation", text(tracker.explanation()));
        tracker.recipient().ifPresent(recipient -> object.put("recipient", recipient));
        return object;
    }

    private static Map<String, Object> recipient(ControllerIdentity.Recipient recipient) {
        return object("id", recipient.id(), "name", recipient.name(), "receives", text(recipient.receives()));
    }

    private static Map<String, String> text(Text text) {
        return new TreeMap<>(text.byLanguage());
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        var object = new TreeMap<String, Object>();
        for (var pair : Stream.of(keysAndValues).gather(Gatherers.windowFixed(2)).toList()) {
            object.put((String) pair.getFirst(), pair.getLast());
        }
        return object;
    }
}
