-- Everything visitors were ever shown, by the version that their consents name. Rows are only added.
CREATE TABLE policy_version (
    site           text        NOT NULL,
    version        text        NOT NULL,  -- SHA-256 of content, hexadecimal
    first_shown_at timestamptz NOT NULL,
    content        text        NOT NULL,  -- canonical JSON, RFC 8785
    PRIMARY KEY (site, version),
    CHECK (version = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
