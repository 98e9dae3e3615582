-- How far each challenge has read, and from when on it is this system's to pay.

create table if not exists challenges_loader.marks (
    challenge_id varchar primary key,
    block_number integer not null,
    block_hash varchar,
    -- Below it, all notes of changes have been read.
    transaction_id xid8 not null,
    -- What the challenge was read with: where it differs now, everything is read again.
    catalog_row text not null,
    rules_version text not null
);

create table if not exists challenges_loader.adoptions (
    challenge_id varchar primary key,
    responsible_since timestamp not null
);

-- Changes in tables of the platform that carry no block. The scope is by which the changes models find who is touched:
-- the parent track of a remix, the buyer of a purchase, the host that an event had.
create table if not exists challenges_loader.changed_rows (
    table_name varchar not null,
    scope_id integer not null,
    transaction_id xid8 not null default pg_current_xact_id()
);

-- Complete rewards that were taken away or changed, by whomever.
create table if not exists challenges_loader.changed_rewards (
    challenge_id varchar not null,
    transaction_id xid8 not null default pg_current_xact_id()
);
