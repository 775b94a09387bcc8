-- Events whose handling failed, and those behind them in their sequence (JdbcSequencedDeadLetterQueue). Only where an event is in the log,
-- never what it says: read back from there, it says what an erasure has left of it.
CREATE TABLE dead_letter (
    letter              varchar(255) PRIMARY KEY,
    processing_group    varchar(255) NOT NULL,
    sequence_identifier varchar(255) NOT NULL,
    sequence_index      bigint       NOT NULL,
    position            bigint       NOT NULL,
    stream              uuid         NOT NULL,
    sequence            bigint       NOT NULL,
    enqueued_at         varchar(255) NOT NULL,  -- ISO 8601 texts, as Axon compares them
    last_touched        varchar(255) NOT NULL,
    processing_started  varchar(255),
    cause_type          varchar(255),           -- a class name; its message may quote what the event says
    UNIQUE (processing_group, sequence_identifier, sequence_index)
);

-- Sagas and what they wait for (JdbcSagaStore).
CREATE TABLE saga_entry (
    saga_id         varchar(255) PRIMARY KEY,
    saga_type       varchar(255),
    revision        varchar(255),
    serialized_saga bytea
);
CREATE TABLE saga_association (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    association_key   varchar(255) NOT NULL,
    association_value varchar(255),
    saga_id           varchar(255) NOT NULL,
    saga_type         varchar(255)
);
CREATE INDEX saga_association_value ON saga_association (saga_type, association_key, association_value);
CREATE INDEX saga_association_saga ON saga_association (saga_id, saga_type);
