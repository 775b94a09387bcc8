-- The log of one service. Rows are only ever added; the one thing that may be taken away is `sealed`, when a person is erased.
CREATE TABLE event_log (
    position    bigint      PRIMARY KEY,  -- gapless from 1, in commit order
    recorded_at timestamptz NOT NULL,     -- never earlier than that of the position before
    stream      uuid        NOT NULL,     -- the aggregate, random
    sequence    bigint      NOT NULL,     -- gapless from 0 within the stream
    type        text        NOT NULL,     -- our own name with a version, such as consent.given/1
    open        text        NOT NULL,     -- canonical JSON without personal data
    person      uuid,                     -- whose key seals the personal part
    commitment  bytea,                    -- HMAC-SHA256(salt, canonical personal part)
    sealed      bytea,                    -- salt and personal part, AES-256-GCM under the person's key
    UNIQUE (stream, sequence),
    CHECK ((person IS NULL) = (commitment IS NULL)),
    CHECK (sealed IS NULL OR person IS NOT NULL)
);
CREATE INDEX event_log_sealed_person ON event_log (person) WHERE sealed IS NOT NULL;

-- The last position given out. Whoever appends holds this row until the commit, so several instances may share a log.
CREATE TABLE log_head (
    one_row     boolean     PRIMARY KEY DEFAULT true CHECK (one_row),
    position    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL
);
INSERT INTO log_head (position, recorded_at) VALUES (0, 'epoch');

-- One data key per person, wrapped by a master key that is kept elsewhere. A destroyed key leaves its row without the key.
CREATE TABLE person_key (
    person       uuid        PRIMARY KEY,
    key_id       uuid        NOT NULL UNIQUE,
    master_key   text,
    wrapped      bytea,
    created_at   timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

-- How far each of Axon's streaming processors has read (its JdbcTokenStore).
CREATE TABLE token_entry (
    processor_name varchar(255) NOT NULL,
    segment        integer      NOT NULL,
    token          bytea,
    token_type     varchar(255),
    timestamp      varchar(255),
    owner          varchar(255),
    PRIMARY KEY (processor_name, segment)
);
