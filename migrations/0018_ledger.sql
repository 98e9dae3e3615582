-- What the loader did: each load, each challenge in it, and which load a reward is from. Loads that wrote nothing are
-- not kept one by one: a run of the same is one row, that of the last.

create table if not exists challenges_loader.loads (
    id bigint generated always as identity primary key,
    started_at timestamptz not null default clock_timestamp(),
    -- Null while it is at work, and for ever where its process was killed.
    finished_at timestamptz,
    -- The server's process, so that another load can be told since when it is at work.
    backend_pid integer default pg_backend_pid(),
    version text not null,
    -- Whether it read everything, not only what changed.
    is_full boolean not null,
    is_quiet boolean not null,
    -- The clock that it was given; null: the time at which it ran.
    as_of timestamptz,
    outcome varchar,
    error text
);

create table if not exists challenges_loader.challenge_loads (
    challenge_id varchar not null,
    load_id bigint not null,
    started_at timestamptz not null,
    seconds double precision not null,
    -- How many were read; null: everything.
    scopes integer,
    new bigint not null,
    updated bigint not null,
    already_right bigint not null,
    fed bigint not null,
    refused bigint not null,
    audio numeric not null,
    outcome varchar not null,
    error text,
    -- Of a row that wrote nothing: how many loads in a row did the same, and since when.
    has_written boolean not null,
    times bigint not null,
    since timestamptz not null,
    primary key (challenge_id, load_id)
);

create index if not exists ix_challenge_loads_load on challenges_loader.challenge_loads (load_id);

create index if not exists ix_challenge_loads_idle on challenges_loader.challenge_loads (started_at)
where not has_written;

create index if not exists ix_loads_unfinished on challenges_loader.loads (started_at)
where finished_at is null;

-- Complete rewards, by the load that wrote them so.
create table if not exists challenges_loader.mints (
    challenge_id varchar not null,
    specifier varchar not null,
    load_id bigint not null,
    primary key (challenge_id, specifier, load_id)
);
