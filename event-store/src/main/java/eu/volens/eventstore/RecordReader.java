package eu.volens.eventstore;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a record of its stored JSON: from the parser straight into the constructor's arguments, because every event of a replay comes through
 * here. A member that the record does not have is passed over; a component without a member is null.
 */
final class RecordReader {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String type;
    private final Constructor<?> constructor;
    private final List<Component> open;
    private final List<Component> personal;

    private RecordReader(String type, Constructor<?> constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        this.open = components.stream().filter(component -> !component.personal()).toList();
        this.personal = components.stream().filter(Component::personal).toList();
    }

    /** @param place among the constructor's arguments */
    private record Component(String name, int place, boolean personal, Reading reading) {}

    /** Reads the value that the parser stands on, and leaves the parser on its end. */
    private interface Reading {
        @Nullable Object of(JsonParser parser, DeserializationContext context);
    }

    static RecordReader of(String type, Class<? extends Record> record) {
        RecordComponent[] components = record.getRecordComponents();
        try (JsonParser nothing = MAPPER.createParser("")) {
            Constructor<?> constructor = record.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordReader(type, constructor, IntStream.range(0, components.length)
                    .mapToObj(place -> component(components[place], place, context(nothing)))
                    .sorted(Comparator.comparing(Component::name)).toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DeserializationContext context(JsonParser parser) {
        return (DeserializationContext) parser.objectReadContext();
    }

    private static Component component(RecordComponent component, int place, DeserializationContext context) {
        boolean personal = component.getType() == Personal.class;
        Type valueType = personal ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0] : component.getGenericType();
        return new Component(component.getName(), place, personal, reading(valueType, context));
    }

    private static Reading reading(Type valueType, DeserializationContext context) {
        if (valueType == PersonId.class) {
            return RecordReader::person;
        }
        JavaType javaType = MAPPER.constructType(valueType);
        ValueDeserializer<Object> usual = context.findRootValueDeserializer(javaType);
        Reading reading = (parser, now) -> parser.currentToken() == JsonToken.VALUE_NULL ? usual.getNullValue(now) : usual.deserialize(parser, now);
        return valueType == Instant.class ? instant(reading) : reading;
    }

    private static PersonId person(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(PersonId.class, "A person is a text, not %s", parser.currentToken());
        }
        return new PersonId(UUID.fromString(parser.getString()));
    }

    private static Reading instant(Reading usual) {
        return (parser, context) -> {
            Instant plain = parser.currentToken() == JsonToken.VALUE_STRING ? UtcText.instant(parser.getString()) : null;
            return plain != null ? plain : usual.of(parser, context);
        };
    }

    /** @param sealed null when it was erased: every personal component is then {@link Personal.Erased} */
    Object read(String unsealed, @Nullable String sealed) {
        @Nullable Object[] values = new Object[open.size() + personal.size()];
        fill(values, unsealed, open);
        if (sealed != null) {
            fill(values, sealed, personal);
        }
        for (Component component : personal) {
            values[component.place()] = sealed == null ? Personal.erased() : Personal.of(values[component.place()]);
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("A stored " + type + " does not fit its record", e);
        }
    }

    private static void fill(@Nullable Object[] values, String json, List<Component> components) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            DeserializationContext context = context(parser);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fill(values, parser, context, components);
            } else {
                parser.skipChildren();
            }
            JsonToken behind = parser.nextToken();
            if (behind != null) {
                context.reportTrailingTokens(JsonNode.class, parser, behind);
            }
        }
    }

    private static void fill(@Nullable Object[] values, JsonParser parser, DeserializationContext context, List<Component> components) {
        int next = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            int found = find(name, next, components);
            parser.nextToken();
            if (found < 0) {
                parser.skipChildren();
            } else {
                Component component = components.get(found);
                values[component.place()] = component.reading().of(parser, context);
                next = found + 1;
            }
        }
    }

    /** Stored members are sorted, as the components are: the one that is looked for is the next, almost always. */
    private static int find(String name, int next, List<Component> components) {
        for (int looked = 0; looked < components.size(); looked++) {
            int place = (next + looked) % components.size();
            if (components.get(place).name().equals(name)) {
                return place;
            }
        }
        return -1;
    }
}
