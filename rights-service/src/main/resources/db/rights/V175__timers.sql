-- What is due on open cases without anybody doing anything: one row while it waits. Everything here follows from the log: rows are set and
-- taken away in the transaction that reads it on.
CREATE TABLE case_timer (
    case_id     uuid        NOT NULL,
    what        text        NOT NULL,       -- a milestone, or 'close'
    person      uuid        NOT NULL,
    -- 0, or how far the last day of the case has come: of several that are due at once only the furthest is told.
    urgency     smallint    NOT NULL,
    due_at      timestamptz NOT NULL,
    next_try_at timestamptz NOT NULL,
    tries       integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (case_id, what)
);
CREATE INDEX case_timer_due ON case_timer (next_try_at);
CREATE INDEX case_timer_person ON case_timer (person);

-- Mails to those who look after cases. The row is the outbox; whom it is for is known by a keyed hash of an address in rights.yaml.
CREATE TABLE reminder (
    reminder_id    uuid        PRIMARY KEY,
    case_id        uuid        NOT NULL,
    person         uuid        NOT NULL,    -- whose case it is
    milestone      text        NOT NULL,
    recipient_hmac bytea       NOT NULL,
    state          text        NOT NULL CHECK (state IN ('wanted', 'sent', 'dropped')),
    message_id     text        NOT NULL UNIQUE,
    tries          integer     NOT NULL DEFAULT 0,
    next_try_at    timestamptz NOT NULL,
    problem        text,
    reminded_at    timestamptz NOT NULL,    -- as in the event
    sent_at        timestamptz,
    UNIQUE (case_id, milestone, reminded_at, recipient_hmac)
);
CREATE INDEX reminder_due ON reminder (next_try_at) WHERE state = 'wanted';
CREATE INDEX reminder_person ON reminder (person);
