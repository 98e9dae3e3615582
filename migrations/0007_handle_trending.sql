-- Notifies an artist that their track is one of the week's trending winners.
-- The specifier is built from each row of trending_results of that type and compared with the reward's. Nothing of the
-- reward's specifier is cast, so an impossible date or rank cannot fail the reward.

create or replace function challenges_loader.handle_trending() returns trigger language plpgsql as $$
declare
    notification_type text := case new.challenge_id when 'tt' then 'trending' else 'trending_underground' end;
    results_type text := case new.challenge_id when 'tt' then 'TRACKS' else 'UNDERGROUND_TRACKS' end;
    winner record;
begin
    select id::bigint as track_id, rank into winner
    from public.trending_results
    where
        type = results_type
        and version = 'pnagD'
        and to_char(week, 'YYYY-MM-DD') || ':' || rank = new.specifier
        and case when id ~ '^[1-9][0-9]{0,9}$' then id::bigint <= 2147483647 end;

    if not found then
        return null;
    end if;

    insert into public.notification (specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
    values (
        winner.track_id::text,
        notification_type || ':time_range:week:genre:all:rank:' || winner.rank || ':track_id:' || winner.track_id
        || ':timestamp:' || floor(extract(epoch from new.completed_at))::bigint,
        notification_type,
        new.completed_blocknumber,
        new.completed_at,
        jsonb_build_object(
            'time_range', 'week', 'genre', 'all', 'rank', winner.rank, 'track_id', winner.track_id
        ),
        array[new.user_id]
    )
    on conflict (group_id, specifier) do nothing;
    return null;
end;
$$;

grant execute on function challenges_loader.handle_trending to public;

create or replace trigger handle_trending
after insert on public.user_challenges
for each row
when (new.challenge_id in ('tt', 'tut') and new.is_complete and new.completed_at is not null)
execute function challenges_loader.handle_trending();
