delete from challenges_loader.adoptions
where challenge_id = %(challenge_id)s
returning null::timestamp
