insert into challenges_loader.adoptions as adoptions (challenge_id, responsible_since)
values (%(challenge_id)s, %(since)s at time zone 'UTC')
on conflict (challenge_id) do update set responsible_since = excluded.responsible_since
returning responsible_since
