-- The rights service beside its log. The log says what happened; these tables hold what is still to be done, what people sent and
-- what they get (sealed under their person's key), and a list for the inbox. No personal data in clear in any of them: columns named
-- `sealed` are AES-256-GCM under the key of `person`, columns named `…_hmac` are HMAC-SHA256 under the secret below.

-- The secret for looking things up by what they contain, wrapped by the master key. Whoever destroys it makes every look-up blind.
CREATE TABLE lookup_key (
    one_row    boolean     PRIMARY KEY DEFAULT true CHECK (one_row),
    master_key text        NOT NULL,
    wrapped    bytea       NOT NULL
);

CREATE SEQUENCE case_number;

-- Who writes to us. One row per address; the same person key seals everything of theirs.
CREATE TABLE correspondent (
    person       uuid        PRIMARY KEY,
    address_hmac bytea       NOT NULL UNIQUE,
    sealed       bytea       NOT NULL,      -- {"address": …, "name": …}
    created_at   timestamptz NOT NULL
);

-- Every message that reached a mailbox, as it came, kept before it is understood and before the mailbox hears of it.
CREATE TABLE incoming_mail (
    mail_id         uuid        PRIMARY KEY,
    mailbox         text        NOT NULL,
    uid_validity    bigint      NOT NULL,
    uid             bigint      NOT NULL,
    received_at     timestamptz NOT NULL,   -- when the mail server took it
    kept_at         timestamptz NOT NULL,
    person          uuid        NOT NULL,   -- provisional until the sender is known
    sealed          bytea       NOT NULL,   -- raw bytes
    whole           boolean     NOT NULL,   -- false: larger than is taken, only its beginning is kept
    case_id         uuid        NOT NULL UNIQUE,
    state           text        NOT NULL CHECK (state IN ('kept', 'case', 'set-aside', 'duplicate')),
    reason          text,                   -- why it was set aside
    message_id_hmac bytea,
    content_hmac    bytea,
    tries           integer     NOT NULL DEFAULT 0,
    next_try_at     timestamptz NOT NULL,
    UNIQUE (mailbox, uid_validity, uid)
);
CREATE INDEX incoming_mail_due ON incoming_mail (next_try_at) WHERE state = 'kept';
CREATE INDEX incoming_mail_same ON incoming_mail (content_hmac, message_id_hmac) WHERE content_hmac IS NOT NULL;
CREATE INDEX incoming_mail_set_aside ON incoming_mail (received_at DESC) WHERE state = 'set-aside';
CREATE INDEX incoming_mail_person ON incoming_mail (person, received_at);

-- How far a mailbox was read: everything up to this number is kept above.
CREATE TABLE mailbox_position (
    mailbox      text   PRIMARY KEY,
    uid_validity bigint NOT NULL,
    last_uid     bigint NOT NULL
);

-- Letters: wanted, then written (sealed), then handed to the mail server, then recorded in the case. The row is the outbox.
CREATE TABLE letter (
    letter_id   uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL,
    person      uuid        NOT NULL,
    kind        text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('wanted', 'written', 'sent', 'recorded', 'dropped')),
    message_id  text        UNIQUE,
    sealed      bytea,
    sha256      text,
    link_until  timestamptz,
    tries       integer     NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    problem     text,
    wanted_at   timestamptz NOT NULL,
    sent_at     timestamptz,
    UNIQUE (case_id, kind)
);
CREATE INDEX letter_due ON letter (next_try_at) WHERE state IN ('wanted', 'written', 'sent');

-- Links in letters. A token is never kept, only its SHA-256.
CREATE TABLE identity_link (
    token_sha256 bytea       PRIMARY KEY,
    case_id      uuid        NOT NULL,
    letter_id    uuid        NOT NULL,
    expires_at   timestamptz NOT NULL
);

-- What a data holder is asked, and its answer.
CREATE TABLE holder_question (
    case_id     uuid        NOT NULL,
    holder      text        NOT NULL,
    person      uuid        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('asked', 'answered', 'recorded', 'dropped')),
    tries       integer     NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    problem     text,
    asked_at    timestamptz,
    answered_at timestamptz,
    sealed      bytea,                      -- random salt and the answer's bytes
    sha256      text,
    records     integer,
    PRIMARY KEY (case_id, holder)
);
CREATE INDEX holder_question_due ON holder_question (next_try_at) WHERE state IN ('asked', 'answered');

-- Packages: wanted, made (sealed), and purged once taken or expired.
CREATE TABLE package (
    case_id     uuid        PRIMARY KEY,
    person      uuid        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('wanted', 'made', 'recorded', 'taken', 'fetched', 'expired')),
    sealed      bytea,
    sha256      text,
    size_bytes  bigint,
    tries       integer     NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    problem     text,
    taken_at    timestamptz,
    CHECK ((sealed IS NOT NULL) = (state IN ('made', 'recorded')))
);
CREATE INDEX package_due ON package (next_try_at) WHERE state IN ('wanted', 'made', 'taken');

CREATE TABLE download_link (
    token_sha256  bytea       PRIMARY KEY,
    case_id       uuid        NOT NULL,
    letter_id     uuid        NOT NULL,
    expires_at    timestamptz NOT NULL,
    claimed_until timestamptz             -- being handed over until then
);

-- The inbox: a read model of the log, rebuilt from it at any time.
CREATE TABLE case_list (
    case_id     uuid        PRIMARY KEY,
    case_number text        NOT NULL UNIQUE,
    person      uuid        NOT NULL,
    rights      text[]      NOT NULL,
    status      text        NOT NULL,
    attention   text[]      NOT NULL,
    language    text        NOT NULL,
    received_at timestamptz NOT NULL,
    received_on date        NOT NULL,
    due_on      date        NOT NULL,
    closed_at   timestamptz
);
CREATE INDEX case_list_open ON case_list (due_on, case_number) WHERE closed_at IS NULL;
