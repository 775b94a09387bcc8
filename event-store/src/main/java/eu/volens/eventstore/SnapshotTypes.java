package eu.volens.eventstore;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregates may have snapshots, and the record and name under which each rests ({@code consent.snapshot/1}). A snapshot is only a
 * shorter way to what the events say: one that cannot be read any more is passed over, so a changed shape is a new name and no more.
 */
public final class SnapshotTypes {

    private final Map<String, Entry<?, ?>> byName;
    private final Map<Class<?>, Entry<?, ?>> byAggregate;

    private SnapshotTypes(Map<String, Entry<?, ?>> byName, Map<Class<?>, Entry<?, ?>> byAggregate) {
        this.byName = Map.copyOf(byName);
        this.byAggregate = Map.copyOf(byAggregate);
    }

    record Entry<A, S extends Record>(String name, EventShape shape, Class<A> aggregate, Function<A, S> freeze, Function<S, A> thaw) {

        String write(Object aggregateRoot) {
            return shape.divide(freeze.apply(aggregate.cast(aggregateRoot))).open();
        }

        @SuppressWarnings("unchecked")
        A read(String state) {
            return thaw.apply((S) shape.join(state, null));
        }

        String aggregateType() {
            return shape.aggregateType();
        }
    }

    public static SnapshotTypes none() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** @throws IllegalArgumentException when no snapshots of this are foreseen */
    Entry<?, ?> of(Object aggregateRoot) {
        Entry<?, ?> entry = byAggregate.get(aggregateRoot.getClass());
        if (entry == null) {
            throw new IllegalArgumentException("No snapshots of " + aggregateRoot.getClass().getName() + " are kept; register it in SnapshotTypes");
        }
        return entry;
    }

    @Nullable Entry<?, ?> named(String name) {
        return byName.get(name);
    }

    /** Collects the aggregates of one service. */
    public static final class Builder {

        private final Map<String, Entry<?, ?>> byName = new HashMap<>();
        private final Map<Class<?>, Entry<?, ?>> byAggregate = new HashMap<>();

        private Builder() {}

        /**
         * @param name      {@code <aggregate>.<word>/<version>} in lower case
         * @param aggregate the aggregate's class
         * @param snapshot  what rests: a record without anything personal in it, however deep, because nobody erases snapshots
         * @param freeze    makes the record of an aggregate
         * @param thaw      makes the aggregate again, as its events would
         * @throws IllegalArgumentException when the name or the record cannot be used, or either is registered already
         */
        public <A, S extends Record> Builder type(String name, Class<A> aggregate, Class<S> snapshot, Function<A, S> freeze, Function<S, A> thaw) {
            EventTypes.checkName(name);
            refusePersonal(name, snapshot, new HashSet<>());
            Entry<A, S> entry = new Entry<>(name, EventShape.of(name, snapshot), aggregate, freeze, thaw);
            if (byName.putIfAbsent(name, entry) != null || byAggregate.putIfAbsent(aggregate, entry) != null) {
                throw new IllegalArgumentException(name + " or " + aggregate.getName() + " is registered already");
            }
            return this;
        }

        private static void refusePersonal(String name, Type type, Set<Type> seen) {
            switch (type) {
                case ParameterizedType parameterized -> {
                    refusePersonal(name, parameterized.getRawType(), seen);
                    Arrays.stream(parameterized.getActualTypeArguments()).forEach(argument -> refusePersonal(name, argument, seen));
                }
                case Class<?> plain when Personal.class.isAssignableFrom(plain) || plain == PersonId.class ->
                        throw new IllegalArgumentException(name + " would keep something personal where no erasure comes: " + plain.getName());
                case Class<?> plain when seen.add(plain) && plain.isRecord() ->
                        Arrays.stream(plain.getRecordComponents()).map(RecordComponent::getGenericType)
                                .forEach(part -> refusePersonal(name, part, seen));
                default -> { }
            }
        }

        public SnapshotTypes build() {
            return new SnapshotTypes(byName, byAggregate);
        }
    }
}
