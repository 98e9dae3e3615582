-- What a full load need not read again of plays, and what is never read.

-- Plays up to this id have been read in full loads. Null: none.
alter table challenges_loader.watermarks add column if not exists play_id integer;

-- The clock of the last load that found the challenge inactive.
alter table challenges_loader.challenge_status add column if not exists inactive_at timestamptz;
