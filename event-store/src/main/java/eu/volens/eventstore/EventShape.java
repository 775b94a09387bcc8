package eu.volens.eventstore;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an event record divides into an open and a personal part of JSON, and how it is put together again.
 * Personal parts exist only for records with components of type {@link Personal}; such a record names its person in one {@link PersonId}.
 */
final class EventShape {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String type;
    private final Constructor<?> constructor;
    private final List<Component> components;
    /** In the order in which they are written. */
    private final List<Component> byName;
    private final boolean personal;

    private EventShape(String type, Constructor<?> constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = components;
        this.byName = components.stream().sorted(Comparator.comparing(Component::name)).toList();
        this.personal = components.stream().anyMatch(Component::personal);
    }

    /** The two parts, canonical. Without personal components {@code person} and {@code personal} are null. */
    record Parts(String open, @Nullable PersonId person, @Nullable String personal) {}

    private record Component(RecordComponent record, Type valueType, boolean personal) {

        String name() {
            return record.getName();
        }

        @Nullable Object valueOf(Object event) {
            try {
                return record.getAccessor().invoke(event);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static EventShape of(String type, Class<? extends Record> event) {
        List<Component> components = Arrays.stream(event.getRecordComponents()).map(EventShape::component).toList();
        boolean personal = components.stream().anyMatch(Component::personal);
        long persons = components.stream().filter(component -> component.record().getType() == PersonId.class).count();
        if (personal && persons != 1) {
            throw new IllegalArgumentException(event.getName() + " has personal components and must name their person in one PersonId, not " + persons);
        }
        try {
            Constructor<?> constructor = event.getDeclaredConstructor(
                    Arrays.stream(event.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new EventShape(type, constructor, components);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Component component(RecordComponent component) {
        component.getAccessor().setAccessible(true);
        boolean personal = component.getType() == Personal.class;
        Type valueType = personal ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0] : component.getGenericType();
        return new Component(component, valueType, personal);
    }

    String type() {
        return type;
    }

    /** The aggregate type: the part of the stored type name before the first dot. */
    String aggregateType() {
        return type.substring(0, type.indexOf('.'));
    }

    /** @throws IllegalArgumentException for fractions, half surrogate pairs, or an erased value, none of which is ever written */
    Parts divide(Object event) {
        StringBuilder open = new StringBuilder(512).append('{');
        StringBuilder sealed = personal ? new StringBuilder(256).append('{') : null;
        PersonId person = null;
        for (Component component : byName) {
            Object value = component.valueOf(event);
            if (component.personal() && sealed != null) {
                member(sealed, component, switch ((Personal<?>) value) {
                    case Personal.Known<?>(var known) -> known;
                    case Personal.Erased<?>() ->
                            throw new IllegalArgumentException("An erased value cannot be written: " + type + " " + component.name());
                });
            } else if (value instanceof PersonId id) {
                person = id;
                member(open, component, id.toString());
            } else if (value != null) {
                member(open, component, value);
            }
        }
        return new Parts(open.append('}').toString(), personal ? person : null, sealed == null ? null : sealed.append('}').toString());
    }

    private static void member(StringBuilder out, Component component, @Nullable Object value) {
        out.append(out.length() == 1 ? "" : ",");
        CanonicalJson.appendString(out, component.name());
        out.append(':');
        CanonicalJson.append(out, value, MAPPER);
    }

    /** @param personal null when it was erased: every personal component is then {@link Personal.Erased} */
    Object join(String open, @Nullable String personal) {
        JsonNode openNode = MAPPER.readTree(open);
        JsonNode personalNode = personal == null ? null : MAPPER.readTree(personal);
        Object[] values = components.stream().map(component -> value(component, openNode, personalNode)).toArray();
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A stored " + type + " does not fit its record", e);
        }
    }

    private static @Nullable Object value(Component component, JsonNode open, @Nullable JsonNode personal) {
        String name = component.record().getName();
        if (component.personal()) {
            return personal == null ? Personal.erased() : Personal.of(read(personal.get(name), component.valueType()));
        }
        if (component.record().getType() == PersonId.class) {
            return open.has(name) ? new PersonId(UUID.fromString(open.get(name).stringValue())) : null;
        }
        return read(open.get(name), component.valueType());
    }

    private static @Nullable Object read(@Nullable JsonNode node, Type type) {
        return node == null ? null : MAPPER.treeToValue(node, MAPPER.constructType(type));
    }
}
