-- Who may sign in to the console. Passwords rest only as slow hashes.
CREATE TABLE console_account (
    -- What events name as who acted: a role or random, never a person's name, because events are not rewritten.
    id                  text        PRIMARY KEY,
    name                text        NOT NULL UNIQUE CHECK (name = lower(name) AND length(name) BETWEEN 1 AND 60),
    password_hash       text        NOT NULL,
    role                text        NOT NULL CHECK (role IN ('DPO')),
    -- Rises with every new password: sessions opened under an older one end.
    generation          bigint      NOT NULL DEFAULT 0,
    -- True until the generated password has been replaced by one of the person's own.
    first_password      boolean     NOT NULL,
    -- Language of the pages as chosen by hand, ISO 639-1; null while the browser decides.
    language            text        CHECK (language ~ '^[a-z]{2}$'),
    created_at          timestamptz NOT NULL,
    password_changed_at timestamptz NOT NULL
);
