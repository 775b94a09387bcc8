package eu.volens.eventstore;

import java.util.List;
import java.util.function.Function;

/**
 * A table whose rows each hold a key that the master key wraps, in columns {@code master_key} (text) and {@code wrapped} (bytea; null
 * where the key was destroyed).
 *
 * @param table   of the schema that the database's connections look in first
 * @param columns what tells a row's context; the first is the primary key
 * @param context makes the context that {@link MasterKey#wrap} got from these columns' text
 */
public record WrappedKeys(String table, List<String> columns, Function<List<String>, String> context) {

    public WrappedKeys {
        columns = List.copyOf(columns);
    }

    String primaryKey() {
        return columns.getFirst();
    }
}
