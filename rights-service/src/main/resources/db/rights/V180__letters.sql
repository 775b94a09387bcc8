-- A case can want several letters of a kind, each once: `cause` names what asked for it, so that an event handled again wants nothing
-- twice. The empty string: the case itself, as for an acknowledgement.
ALTER TABLE letter ADD COLUMN cause text NOT NULL DEFAULT '';
-- Whom it goes to, by their id in the controller's folder; null: the person. Sealed under the person's key all the same.
ALTER TABLE letter ADD COLUMN recipient text;
ALTER TABLE letter DROP CONSTRAINT letter_case_id_kind_key;
ALTER TABLE letter ADD CONSTRAINT letter_once UNIQUE (case_id, kind, cause);

-- A package is made again when its answer has to be sent again; `cause` names which approval or renewal wants it.
ALTER TABLE package ADD COLUMN cause text NOT NULL DEFAULT '';
-- A link of an answer that was sent again opens nothing any more.
ALTER TABLE download_link ADD COLUMN revoked boolean NOT NULL DEFAULT false;
