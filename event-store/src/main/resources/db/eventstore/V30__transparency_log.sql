-- The Merkle tree over event_log (RFC 6962), as hash tiles of C2SP tlog-tiles: 256 hashes of 32 bytes each, the last of a level may have fewer.
CREATE TABLE log_tile (
    level  smallint NOT NULL,
    index  bigint   NOT NULL,
    hashes bytea    NOT NULL,
    PRIMARY KEY (level, index)
);

-- The tree as last signed. Whoever seals holds this row until the commit, so several instances may share a log.
CREATE TABLE log_tree (
    one_row    boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    size       bigint  NOT NULL,
    checkpoint bytea   -- the signed note; null before the first
);
INSERT INTO log_tree (size) VALUES (0);

-- What witnesses signed beneath a checkpoint, C2SP tlog-cosignature. The newest per witness.
CREATE TABLE log_cosignature (
    witness    text   PRIMARY KEY, -- its key, as a vkey
    size       bigint NOT NULL,
    checkpoint bytea  NOT NULL,    -- the note with the log's signature and this one
    line       text   NOT NULL
);
