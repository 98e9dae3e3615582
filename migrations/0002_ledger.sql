-- What the loader did: every load, what it wrote for each challenge, and which load wrote a reward.

create table if not exists challenges_loader.loads (
    id bigint generated always as identity primary key,
    started_at timestamptz not null default clock_timestamp(),
    -- Null while the load is running. It stays null if the process was killed.
    finished_at timestamptz,
    -- The server process of the load. It shows which load holds the load locks.
    backend_pid integer default pg_backend_pid(),
    version text not null,
    -- True if the load read everything, not only changes.
    is_full boolean not null,
    is_quiet boolean not null,
    -- The clock that a person set. Null: the time of the load.
    as_of timestamptz,
    -- The challenges that the load was started for.
    challenge_ids varchar[] not null default '{}',
    outcome varchar,
    error text
);

create index if not exists challenges_loads_unfinished_idx on challenges_loader.loads (started_at)
where finished_at is null;

-- A row for each load of a challenge that wrote something, or that came out differently from the load before it.
create table if not exists challenges_loader.challenge_loads (
    challenge_id varchar not null,
    load_id bigint not null,
    started_at timestamptz not null,
    seconds double precision not null,
    -- How many scopes were read. Null: everything.
    scopes integer,
    new bigint not null,
    updated bigint not null,
    already_right bigint not null,
    rows_also_written bigint not null,
    unpayable bigint not null,
    audio numeric not null,
    outcome varchar not null,
    error text,
    primary key (challenge_id, load_id)
);

create index if not exists challenges_challenge_loads_load_idx on challenges_loader.challenge_loads (load_id);

-- Those that wrote nothing are deleted after 30 days.
create index if not exists challenges_challenge_loads_idle_idx on challenges_loader.challenge_loads (started_at)
where new = 0 and updated = 0 and rows_also_written = 0;

-- The last load of each challenge.
create table if not exists challenges_loader.challenge_status (
    challenge_id varchar primary key,
    load_id bigint not null,
    loaded_at timestamptz not null,
    outcome varchar not null,
    error text,
    succeeded_at timestamptz,
    failing_since timestamptz
);

-- The complete rewards, each with the load that wrote it.
create table if not exists challenges_loader.mints (
    challenge_id varchar not null,
    specifier varchar not null,
    load_id bigint not null,
    primary key (challenge_id, specifier, load_id)
);
