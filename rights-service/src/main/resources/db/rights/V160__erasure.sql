-- What an erasure takes away leaves its row: ids, states and dates are in the log as well.
ALTER TABLE incoming_mail ALTER COLUMN sealed DROP NOT NULL;

-- Messages of erased persons that still lie in a mailbox. Written in the transaction of the erasure, gone as soon as the server has
-- deleted the message. Until then the keyed hashes tell the message from a new one, should the server count anew.
CREATE TABLE mail_to_expunge (
    mailbox         text        NOT NULL,
    uid_validity    bigint      NOT NULL,
    uid             bigint      NOT NULL,
    content_hmac    bytea,
    message_id_hmac bytea,
    wanted_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (mailbox, uid_validity, uid)
);

CREATE INDEX letter_person ON letter (person);
CREATE INDEX holder_question_person ON holder_question (person);
CREATE INDEX package_person ON package (person);
CREATE INDEX case_list_person ON case_list (person);
