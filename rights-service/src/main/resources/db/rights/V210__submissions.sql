-- Requests that came by a form, by post, by telephone or from a program, as they came, kept before they become a case.
CREATE TABLE submission (
    submission_id uuid        PRIMARY KEY,
    channel       text        NOT NULL CHECK (channel IN ('form', 'post', 'telephone', 'api')),
    received_at   timestamptz NOT NULL,   -- when it reached the controller: the clock runs from that day
    kept_at       timestamptz NOT NULL,
    person        uuid        NOT NULL,   -- provisional until it is a case
    sealed        bytea,                  -- what was asked, by whom, in which words; null once the person was erased
    case_id       uuid        NOT NULL UNIQUE,
    case_number   text        NOT NULL UNIQUE,
    -- Account id or name of the key; null when the person sent it.
    entered_by    text,
    state         text        NOT NULL CHECK (state IN ('kept', 'case')),
    once_hmac     bytea       UNIQUE,     -- of what names one sending, so that sending it again is no second request
    content_hmac  bytea,                  -- of what came under that name
    tries         integer     NOT NULL DEFAULT 0,
    next_try_at   timestamptz NOT NULL
);
CREATE INDEX submission_due ON submission (next_try_at) WHERE state = 'kept';
CREATE INDEX submission_person ON submission (person, received_at);
