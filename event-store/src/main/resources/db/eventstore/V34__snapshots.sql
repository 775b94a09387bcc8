-- Where an aggregate with many events stood: the newest per stream. May be emptied at any time; what is missing is read from event_log.
CREATE TABLE aggregate_snapshot (
    stream   uuid        PRIMARY KEY,
    sequence bigint      NOT NULL,  -- the last event it covers
    type     text        NOT NULL,  -- our own name with a version, such as consent.snapshot/1
    state    text        NOT NULL,  -- canonical JSON; never anything personal
    taken_at timestamptz NOT NULL
);
