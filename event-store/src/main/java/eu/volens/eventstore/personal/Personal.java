package eu.volens.eventstore.personal;

import java.util.function.Function;

/**
 * A personal value inside an event. At rest it is only ever sealed under its person's key; once that key is destroyed
 * (Article 17 GDPR) the event reads the same, with {@link Erased} in this place.
 *
 * @param <T> {@code String}, a number, a boolean, a record of such, or a list of such
 */
public sealed interface Personal<T> {

    /** A value that can still be read. */
    record Known<T>(T value) implements Personal<T> {

        /** Never the value: logs must not hold what they cannot erase. */
        @Override
        public String toString() {
            return "Personal[sealed]";
        }
    }

    /** A value whose person was erased. */
    record Erased<T>() implements Personal<T> {}

    static <T> Personal<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Personal<T> erased() {
        return new Erased<>();
    }

    /** The value, or a stand-in when it was erased. */
    default T orElse(T standIn) {
        return switch (this) {
            case Known<T>(T value) -> value;
            case Erased<T>() -> standIn;
        };
    }

    default <R> Personal<R> map(Function<T, R> mapping) {
        return switch (this) {
            case Known<T>(T value) -> of(mapping.apply(value));
            case Erased<T>() -> erased();
        };
    }

    default boolean isErased() {
        return this instanceof Erased<T>;
    }
}
