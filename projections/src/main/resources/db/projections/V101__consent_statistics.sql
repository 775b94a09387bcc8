-- How often visitors said what; counts only, nothing in them leads to a record.

create table decision_count (
    site           text not null,
    area           text not null,
    policy_version text not null,
    method         text not null,
    day            date not null,
    outcome        text not null check (outcome in ('accepted', 'refused', 'partial', 'withdrawn')),
    times          bigint not null,
    primary key (site, area, policy_version, method, day, outcome)
);
comment on column decision_count.day is 'UTC';
comment on column decision_count.method is 'as the decision says it; withdrawal for a withdrawal';

create table purpose_count (
    site           text not null,
    area           text not null,
    policy_version text not null,
    method         text not null,
    day            date not null,
    purpose        text not null,
    answer         text not null check (answer in ('given', 'refused', 'withdrawn')),
    times          bigint not null,
    primary key (site, area, policy_version, method, day, purpose, answer)
);

-- Where something was read before, it was read without counting: a new generation reads everything again.
update feed_generation set generation = generation + 1, begun_at = now() where exists (select from feed_progress);
update feed_progress set rebuild_until = greatest(seen, coalesce(rebuild_until, 0)), head = 0, seen = 0, unknown = 0;
truncate audit_entry, current_consent, board_request;
