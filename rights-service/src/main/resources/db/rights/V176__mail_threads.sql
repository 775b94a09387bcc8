-- A message can come to a case that is there already, or be a mail server's report about a letter of one.
ALTER TABLE incoming_mail DROP CONSTRAINT incoming_mail_state_check;
ALTER TABLE incoming_mail ADD CONSTRAINT incoming_mail_state_check CHECK (state IN ('kept', 'case', 'joined', 'set-aside', 'duplicate'));

-- 'joined': the case it belongs to. 'case': the earlier case to which it seems to belong. 'set-aside': the case whose letter it answers by machine.
ALTER TABLE incoming_mail ADD COLUMN about_case uuid;
-- By what it was known to belong there: letter, references, case-number.
ALTER TABLE incoming_mail ADD COLUMN how text;

CREATE INDEX incoming_mail_about ON incoming_mail (about_case, received_at) WHERE about_case IS NOT NULL;
-- What a message refers to is looked for by the hash of its id alone.
CREATE INDEX incoming_mail_message_id ON incoming_mail (message_id_hmac) WHERE state IN ('case', 'joined');
