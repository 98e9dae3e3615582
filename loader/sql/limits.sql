-- name: used
-- What counts against the limits of a challenge: what this loader minted in the last 24 hours of the server's clock,
-- without what a person let through. No row if the challenge was never loaded. It reads two rows, even if there were
-- thousands of loads.
select
    coalesce(status.limited_rewards - oldest.limited_rewards, 0) as rewards,
    coalesce(status.limited_audio - oldest.limited_audio, 0) as audio
from challenges_loader.challenge_status as status
left join lateral (
    select challenge_loads.limited_rewards, challenge_loads.limited_audio from challenges_loader.challenge_loads
    where challenge_loads.challenge_id = status.challenge_id and challenge_loads.limited_rewards is not null
        and challenge_loads.recorded_at > now() - interval '24 hours'
    order by challenge_loads.recorded_at limit 1
) as oldest on true
where status.challenge_id = {challenge_id}

-- name: room
-- How much of the limits is used, and when there is room for what is due: when the first load has become 24 hours old
-- after which little enough was minted. Null if never.
select used.rewards, used.audio, (
    select min(loads.recorded_at) + interval '24 hours'
    from challenges_loader.challenge_loads as loads
    where loads.challenge_id = status.challenge_id and loads.limited_rewards is not null
        and loads.recorded_at > now() - interval '24 hours' and not loads.may_exceed_limit
        and status.limited_rewards - loads.limited_rewards - loads.minted + %(rewards)s <= %(limit_rewards)s
        and status.limited_audio - loads.limited_audio - loads.audio + %(audio)s <= %(limit_audio)s
) as room_at
from challenges_loader.challenge_status as status
cross join ({used}) as used
where status.challenge_id = {challenge_id}
