-- Read models: a function of the wire events and of nothing else, to be dropped and rebuilt at will.
-- No name, no address: a thief of these tables learns which random record agreed to what, and how many requests there are.

create table feed_generation (
    only_row   boolean primary key default true check (only_row),
    generation integer not null,
    begun_at   timestamptz not null default now()
);
comment on table feed_generation is 'each rebuild begins a new one; a process still reading for an older one may not write';
insert into feed_generation (generation) values (1);

create table feed_progress (
    topic         text primary key,
    head          bigint not null,
    seen          bigint not null,
    unknown       bigint not null,
    rebuild_until bigint
);
comment on column feed_progress.head is 'highest position applied';
comment on column feed_progress.unknown is 'of those seen, how many had a type this version does not know';
comment on column feed_progress.rebuild_until is 'records seen before the last rebuild; questions wait until seen reaches it';

create table audit_entry (
    topic    text not null,
    position bigint not null,
    stream   text not null,
    type     text not null,
    at       timestamptz not null,
    actor    text,
    summary  text not null,
    facts    text not null,
    primary key (topic, position)
);
comment on table audit_entry is 'every record once: what is kept here before goes no further, which makes redelivery harmless';
comment on column audit_entry.facts is 'JSON object of strings; text, because jsonb refuses the escape of NUL';
create index audit_entry_stream on audit_entry (stream, position);

create table current_consent (
    record         uuid not null,
    site           text not null,
    purpose        text not null,
    area           text not null,
    choice         text not null check (choice in ('given', 'refused', 'withdrawn')),
    since          timestamptz not null,
    policy_version text not null,
    expires_at     timestamptz,
    position       bigint not null,
    primary key (record, site, purpose)
);

create table board_request (
    case_id     uuid primary key,
    case_number text not null,
    rights      text[] not null,
    status      text not null,
    language    text not null,
    received_at timestamptz not null,
    due_on      date not null
);
create index board_request_due on board_request (due_on) where status <> 'closed';
