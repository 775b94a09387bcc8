package eu.volens.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which event record rests under which stored type name. The names are ours, with a version ({@code consent.given/1}); a class can be
 * renamed or moved without touching what is stored. The part before the first dot names the aggregate type.
 */
public final class EventTypes {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*\\.[a-z][a-z-]*/[1-9][0-9]*");

    private final Map<String, EventShape> shapes;
    private final Map<Class<?>, EventShape> shapesByClass;

    private EventTypes(Map<String, EventShape> shapes, Map<Class<?>, EventShape> shapesByClass) {
        this.shapes = Map.copyOf(shapes);
        this.shapesByClass = Map.copyOf(shapesByClass);
    }

    public static Builder builder() {
        return new Builder();
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a stored type name: " + name);
        }
    }

    EventShape shape(String type) {
        EventShape shape = shapes.get(type);
        if (shape == null) {
            throw new IllegalStateException("The log holds events of type " + type + ", which this version does not know; run a newer version");
        }
        return shape;
    }

    EventShape shapeOf(Object payload) {
        EventShape shape = shapesByClass.get(payload.getClass());
        if (shape == null) {
            throw new IllegalArgumentException(payload.getClass().getName() + " has no stored type name; register it in EventTypes");
        }
        return shape;
    }

    /** Collects the vocabulary of one service. */
    public static final class Builder {

        private final Map<String, EventShape> shapes = new HashMap<>();
        private final Map<Class<?>, EventShape> shapesByClass = new HashMap<>();

        private Builder() {}

        /**
         * @param name  stored type name, {@code <aggregate>.<what-happened>/<version>} in lower case
         * @param event a record; see {@link eu.volens.eventstore.personal.Personal} for its personal components
         * @throws IllegalArgumentException when the name or the record cannot be used, or either is registered already
         */
        public Builder type(String name, Class<? extends Record> event) {
            checkName(name);
            EventShape shape = EventShape.of(name, event);
            if (shapes.putIfAbsent(name, shape) != null || shapesByClass.putIfAbsent(event, shape) != null) {
                throw new IllegalArgumentException(name + " or " + event.getName() + " is registered already");
            }
            return this;
        }

        /**
         * An older shape of an event that has a newer one: read as the same record, whose components that did not exist then are null; never
         * written again.
         *
         * @param name  stored type name, as it was
         * @param event a record registered under its newer name
         * @throws IllegalArgumentException when the name is taken, or the record has no newer one
         */
        public Builder formerly(String name, Class<? extends Record> event) {
            checkName(name);
            if (!shapesByClass.containsKey(event) || shapes.putIfAbsent(name, EventShape.of(name, event)) != null) {
                throw new IllegalArgumentException(name + " is registered already, or " + event.getName() + " has no newer name");
            }
            return this;
        }

        public EventTypes build() {
            return new EventTypes(shapes, shapesByClass);
        }
    }
}
