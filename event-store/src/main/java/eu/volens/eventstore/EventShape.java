package eu.volens.eventstore;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an event record divides into an open and a personal part of JSON, and how it is put together again.
 * Personal parts exist only for records with components of type {@link Personal}; such a record names its person in one {@link PersonId}.
 */
final class EventShape {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String type;
    private final String aggregateType;
    /** In the order in which they are written. */
    private final List<Component> byName;
    private final boolean personal;
    private final RecordReader reader;

    private EventShape(String type, List<Component> components, RecordReader reader) {
        this.type = type;
        this.aggregateType = type.substring(0, type.indexOf('.'));
        this.byName = components.stream().sorted(Comparator.comparing(Component::name)).toList();
        this.personal = components.stream().anyMatch(Component::personal);
        this.reader = reader;
    }

    /** The two parts, canonical. Without personal components {@code person} and {@code personal} are null. */
    record Parts(String open, @Nullable PersonId person, @Nullable String personal) {}

    private record Component(RecordComponent record, boolean personal) {

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
        return new EventShape(type, components, RecordReader.of(type, event));
    }

    private static Component component(RecordComponent component) {
        component.getAccessor().setAccessible(true);
        return new Component(component, component.getType() == Personal.class);
    }

    String type() {
        return type;
    }

    /** The aggregate type: the part of the stored type name before the first dot. */
    String aggregateType() {
        return aggregateType;
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
        return reader.read(open, personal);
    }
}
