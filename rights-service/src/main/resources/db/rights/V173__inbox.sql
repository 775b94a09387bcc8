-- Every shelf of the inbox is read along an index, so that a page costs its rows and not the list: open cases by due day, in one status
-- or in need of a human; closed ones by when they were closed.
CREATE INDEX case_list_status ON case_list (status, due_on, case_number) WHERE closed_at IS NULL;
CREATE INDEX case_list_attention ON case_list (due_on, case_number) WHERE closed_at IS NULL AND cardinality(attention) > 0;
CREATE INDEX case_list_closed ON case_list (closed_at DESC, case_number) WHERE closed_at IS NOT NULL;
