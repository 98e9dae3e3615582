-- name: adopt
insert into challenges_loader.adoptions as adoptions (challenge_id, adoption_date)
values (%(challenge_id)s, %(adoption_date)s at time zone 'UTC')
on conflict (challenge_id) do update set adoption_date = excluded.adoption_date returning adoption_date

-- name: take_back
delete from challenges_loader.adoptions where challenge_id = %(challenge_id)s returning null::timestamp
