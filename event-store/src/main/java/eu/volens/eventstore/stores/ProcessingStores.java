package eu.volens.eventstore.stores;

import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.personal.Personal;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.GenericSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * What a service's processors keep beside the log, in tables made by {@code db/eventstore}. Each is written in the transaction of its
 * caller, so a position never runs ahead of what was done, and a parked event is parked exactly when its position has moved on.
 */
public final class ProcessingStores {

    private final ConnectionProvider connections;
    private final Serializer serializer;

    /** @param connections gives the connection of the transaction that is under way */
    public ProcessingStores(ConnectionProvider connections) {
        this.connections = connections;
        this.serializer = Jackson3Serializer.builder().jsonMapperBuilderCustomizer(nothingPersonal()).build();
    }

    /**
     * For serializers whose output rests in a store: refuses to write any {@link Personal}, and can read back the position of a processor
     * that replays.
     */
    public static Jackson3SerializerCustomizer nothingPersonal() {
        return mapper -> mapper
                .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().allowIfSubType("org.axonframework.eventhandling.").build())
                .addModule(new SimpleModule("nothing-personal").addSerializer(new Refusal()));
    }

    private static final class Refusal extends StdSerializer<Personal<?>> {

        Refusal() {
            super(Personal.class);
        }

        @Override
        public void serialize(Personal<?> value, JsonGenerator generator, SerializationContext context) {
            throw new IllegalArgumentException("Something personal would rest outside the log, where no erasure comes");
        }
    }

    /** How far each processor has read. */
    public TokenStore tokens() {
        TokenSchema schema = TokenSchema.builder().setTokenTable("token_entry").setProcessorNameColumn("processor_name")
                .setSegmentColumn("segment").setTokenColumn("token").setTokenTypeColumn("token_type").setTimestampColumn("timestamp")
                .setOwnerColumn("owner").build();
        return JdbcTokenStore.builder().connectionProvider(connections).schema(schema).serializer(serializer).build();
    }

    /** Sagas as JSON: their fields must be readable again, and nothing in them personal. */
    public SagaStore<Object> sagas() {
        SagaSchema schema = SagaSchema.builder().sagaEntryTable("saga_entry").associationValueEntryTable("saga_association")
                .sagaIdColumn("saga_id").sagaTypeColumn("saga_type").revisionColumn("revision").serializedSagaColumn("serialized_saga")
                .associationKeyColumn("association_key").associationValueColumn("association_value").build();
        return JdbcSagaStore.builder().connectionProvider(connections).sqlSchema(new GenericSagaSqlSchema(schema)).serializer(serializer).build();
    }

    /**
     * Events that a processing group could not handle, by their place in the log.
     *
     * @param transactions for what the queue does outside of a handler, such as trying again
     * @param log          where the events are read back from
     */
    public SequencedDeadLetterQueue<EventMessage<?>> deadLetters(String processingGroup, TransactionManager transactions,
            PostgresEventStorageEngine log) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder().processingGroup(processingGroup).connectionProvider(connections)
                .transactionManager(transactions).schema(LetterTable.SCHEMA).statementFactory(new LetterTable(serializer))
                .converter(new LetterReader(log)).genericSerializer(serializer).eventSerializer(serializer).build();
    }
}
