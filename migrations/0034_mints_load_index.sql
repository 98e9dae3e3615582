-- concurrently: challenges_mints_load_idx
-- From a load to the rewards that it minted, in the order in which the pages list them.
create index concurrently if not exists challenges_mints_load_idx
on challenges_loader.mints (load_id, challenge_id, specifier);
