-- The version of the code that made the facts that were published; null if that was before this migration.
alter table challenges_loader.publications add column if not exists facts_version varchar;
