package eu.volens.wire.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.volens.wire.WireEvent;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Wire events as JSON and back, under their wire type names. Golden files in the tests freeze the shapes. */
public final class WireJson {

    private static final Map<String, Class<? extends WireEvent>> CLASSES = Map.of(
            "consent.decided/1", WireEvent.ConsentDecided.class,
            "consent.expired/1", WireEvent.ConsentExpired.class,
            "consent.withdrawn/1", WireEvent.ConsentWithdrawn.class,
            "policy.published/1", WireEvent.PolicyPublished.class,
            "request.received/1", WireEvent.RequestReceived.class,
            "request.step-taken/1", WireEvent.RequestStepTaken.class);

    private static final Map<Class<? extends WireEvent>, String> TYPES =
            CLASSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WireJson() {}

    /** The wire type name of an event, with its version. */
    public static String typeOf(WireEvent event) {
        return TYPES.get(event.getClass());
    }

    /** JSON, UTF-8, properties in alphabetical order. */
    public static byte[] write(WireEvent event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /**
     * Reads an event, ignoring members it does not know.
     *
     * @return empty for a type this version does not know: newer writers may tell more than older readers understand
     * @throws tools.jackson.core.JacksonException when the type is known and the body is not what it promises
     */
    public static Optional<WireEvent> read(String type, byte[] body) {
        return Optional.ofNullable(CLASSES.get(type)).map(eventClass -> MAPPER.readValue(body, eventClass));
    }
}
