-- How far each challenge has been read, and from when on its rewards are paid by this system.

create table if not exists challenges_loader.watermarks (
    challenge_id varchar primary key,
    block_number integer not null,
    block_hash varchar,
    -- All notes of changes by earlier transactions have been read.
    transaction_id xid8 not null,
    -- What the challenge was read with. If it differs, the next load reads everything.
    catalog_row text not null,
    rules_version text not null
);

-- Rewards that qualified before the adoption date belong to the previous system.
create table if not exists challenges_loader.adoptions (
    challenge_id varchar primary key,
    adoption_date timestamp not null
);
