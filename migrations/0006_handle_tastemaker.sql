-- Notifies a user that a track that they found early is trending now.
-- A malformed specifier or a missing track means no notification, but never a failed reward.

create or replace function challenges_loader.handle_tastemaker() returns trigger language plpgsql as $$
declare
    track_hex text := substring(new.specifier from '^[1-9a-f][0-9a-f]{0,7}:t:([1-9a-f][0-9a-f]{0,7})$');
    trending_track_id bigint := ('x' || lpad(track_hex, 16, '0'))::bit(64)::bigint;
    trending_track_owner_id integer;
    action text;
begin
    select owner_id into trending_track_owner_id
    from public.tracks
    where track_id = trending_track_id and is_current
    order by owner_id
    limit 1;

    if not found then
        return null;
    end if;

    select case when count(*) > 0 then 'repost' else 'save' end into action
    from public.reposts
    where
        user_id = new.user_id
        and repost_item_id = trending_track_id
        and repost_type = 'track'
        and is_current
        and not is_delete;

    insert into public.notification (specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
    values (
        trending_track_id::text,
        'tastemaker_user_id:' || new.user_id || ':tastemaker_item_id:' || trending_track_id,
        'tastemaker',
        new.completed_blocknumber,
        new.completed_at,
        jsonb_build_object(
            'tastemaker_item_id', trending_track_id,
            'tastemaker_item_type', 'track',
            'tastemaker_item_owner_id', trending_track_owner_id,
            'action', action,
            'tastemaker_user_id', new.user_id
        ),
        array[new.user_id]
    )
    on conflict (group_id, specifier) do nothing;
    return null;
end;
$$;

grant execute on function challenges_loader.handle_tastemaker to public;

create or replace trigger handle_tastemaker
after insert on public.user_challenges
for each row
when (new.challenge_id = 't' and new.is_complete and new.completed_at is not null)
execute function challenges_loader.handle_tastemaker();
