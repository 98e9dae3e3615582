-- The head block at the adoption date. A source without a time shows by its block alone what is new.
alter table challenges_loader.adoptions add column if not exists block_number integer;
