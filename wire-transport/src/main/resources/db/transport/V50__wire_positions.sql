-- Where each reader stands in each topic. A row moves only in the transaction that also holds what the reader made of the records.
create table wire_position (
    reader        text        not null,
    topic         text        not null,
    -- Kafka's partition; -1 when the writer's log is read directly, in process.
    partition     integer     not null check (partition >= -1),
    -- Kafka's offset of the record to read next; 0 when read in process.
    next_offset   bigint      not null default 0 check (next_offset >= 0),
    -- Position, in the writer's log, of the last record applied or passed over; what is not above it has been seen and is dropped.
    last_position bigint      not null default 0 check (last_position >= 0),
    -- Which topic the offset counts in: Kafka's id of it, new when a topic is made anew; empty when read in process.
    topic_id      text        not null default '',
    -- How many partitions the topic had; a stream keeps its partition only as long as this does not change.
    partitions    integer     not null default 1 check (partitions >= 1),
    moved_at      timestamptz not null default now(),
    primary key (reader, topic, partition)
);

-- How far a writer's log has reached its topic: everything up to the position was acknowledged by the broker.
create table wire_relay (
    topic    text        not null primary key,
    position bigint      not null default 0 check (position >= 0),
    topic_id text        not null default '',
    moved_at timestamptz not null default now()
);
