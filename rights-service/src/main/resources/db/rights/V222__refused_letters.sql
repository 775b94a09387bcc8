-- A letter that the mail server will never take ends as that, in sight of the DPO.
ALTER TABLE letter DROP CONSTRAINT letter_state_check;
ALTER TABLE letter ADD CONSTRAINT letter_state_check CHECK (state IN ('wanted', 'written', 'sent', 'recorded', 'dropped', 'refused'));
