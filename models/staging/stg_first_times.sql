-- The loader's query start_states has the same rule, so that a full load need not read older plays.
select
    challenges.id as challenge_id,
    greatest(adoptions.adoption_date, {{ as_utc('status.inactive_at') }}) as first_time
from {{ relation_of('platform', 'challenges') }} as challenges
left join {{ relation_of('loader', 'adoptions') }} as adoptions on challenges.id = adoptions.challenge_id
left join {{ relation_of('loader', 'challenge_status') }} as status on challenges.id = status.challenge_id
