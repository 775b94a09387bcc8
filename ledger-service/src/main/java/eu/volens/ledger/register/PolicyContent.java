package eu.volens.ledger.register;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
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

    private static Map<String, Object> controller(ControllerIdentity controller) {
        var authority = controller.authority();
        return object("id", controller.id(), "name", controller.name(), "brand", controller.brand(),
                "registration", controller.registration(), "zone", controller.zone().getId(), "languages", controller.languages(), "address", text(controller.address()),
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
