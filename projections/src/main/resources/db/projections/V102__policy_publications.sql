-- What visitors of each site were shown since when, so that a choice made before a material change no longer counts.

create table policy_publication (
    site     text not null,
    position bigint not null,
    version  text not null,
    material boolean not null,
    primary key (site, position)
);
comment on column policy_publication.position is 'in the ledger''s log; a site''s publications are in one stream, so in their order';
comment on column policy_publication.material is 'whoever chose on an earlier version is asked again';

-- Where something was read before, publications were passed over: a new generation reads everything again.
update feed_generation set generation = generation + 1, begun_at = now() where exists (select from feed_progress);
update feed_progress set rebuild_until = greatest(seen, coalesce(rebuild_until, 0)), head = 0, seen = 0, unknown = 0;
truncate audit_entry, current_consent, board_request, decision_count, purpose_count;
