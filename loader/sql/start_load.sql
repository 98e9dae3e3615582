-- Begins a load in the ledger. The setting is what merge.sql traces rewards by.
insert into challenges_loader.loads (version, is_full, is_quiet, as_of, challenge_ids)
values (%(version)s, %(is_full)s, %(is_quiet)s, %(as_of)s, %(challenge_ids)s)
returning id, set_config('challenges.load_id', id::text, false)
