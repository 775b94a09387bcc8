-- By what an address finds those it could be taken for: keyed hashes of its spellings with a sign left out. Nothing of an address can be
-- read from them, and without the secret none can be tried out.
CREATE TABLE correspondent_likeness (
    likeness_hmac bytea NOT NULL,
    person        uuid  NOT NULL,
    PRIMARY KEY (likeness_hmac, person)
);
CREATE INDEX correspondent_likeness_person ON correspondent_likeness (person);
