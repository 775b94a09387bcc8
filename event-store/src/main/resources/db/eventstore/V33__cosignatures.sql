-- Several per witness, so that what many witnesses signed together is not lost while they sign the next.
ALTER TABLE log_cosignature DROP CONSTRAINT log_cosignature_pkey;
ALTER TABLE log_cosignature ADD PRIMARY KEY (witness, size);
-- When the checkpoint was the log's newest.
ALTER TABLE log_cosignature ADD COLUMN taken_at timestamptz NOT NULL DEFAULT now();
