-- Closed cases to which something came since, for the shelf of what is to be read.
CREATE INDEX case_list_closed_post ON case_list (closed_at DESC, case_number)
    WHERE closed_at IS NOT NULL AND attention && '{NEW_MESSAGE,LETTER_BOUNCED}'::text[];
