-- Which challenges a load was to load: of one that was killed nothing else tells.

alter table challenges_loader.loads add column if not exists challenge_ids varchar[] not null default '{}';
