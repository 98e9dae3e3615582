-- The data: two years of a platform, up to 2026-05-20 12:00 UTC. Run in one transaction, by data.py.
--
-- Time is a moment from 0 (the beginning) to 1 (the end); blocks, slots and the ids of users and tracks rise with it.
-- Users and tracks have a rank by popularity, 1 the highest, which draws turn into ids.
-- The same seed gives the same data: no statement here runs in parallel, as random() does not.
-- The small functions name each argument once where they can: PostgreSQL then inlines them, which is much faster.

select setseed(0.2026);


-- Of so many rows in production, how many here?
create or replace function pg_temp.rows(production bigint) returns bigint language sql stable as $$
    select greatest(1, round(production * current_setting('bench.scale')::float8))::bigint
$$;

-- A random rank from 1 to n; the higher the skew, the more often a low one.
create or replace function pg_temp.skewed(n bigint, skew float8) returns bigint language sql volatile as $$
    select 1 + floor(n * power(random(), skew))::bigint
$$;

-- The id of a rank, one to one (the factors are primes): what is popular is strewn over the ids.
create or replace function pg_temp.id_of(popularity bigint, n bigint) returns integer language sql immutable as $$
    select (1 + popularity * 7368787 % n)::integer
$$;

-- The same for those who save, repost, comment and buy: who is active is not who is popular.
create or replace function pg_temp.fan_id_of(activity bigint, n bigint) returns integer language sql immutable as $$
    select (1 + activity * 15485863 % n)::integer
$$;

create or replace function pg_temp.moment_of(id bigint, n bigint) returns float8 language sql immutable as $$
    select (id - 1)::float8 / n
$$;

-- A moment after this one, sooner rather than later.
create or replace function pg_temp.moment_after(moment float8) returns float8 language sql volatile as $$
    select 0.9999999 - (0.9999999 - moment) * (1 - power(random(), 2))
$$;

create or replace function pg_temp.time_at(moment float8) returns timestamp language sql immutable as $$
    select date_trunc('second', timestamp '2024-05-20 12:00' + moment * interval '730 days')
$$;

create or replace function pg_temp.moment_at(moment timestamp) returns float8 language sql immutable as $$
    select extract(epoch from moment - timestamp '2024-05-20 12:00')::float8 / 63072000
$$;

create or replace function pg_temp.block_at(moment float8, blocks bigint) returns integer language sql immutable as $$
    select 100000001 + floor(moment * blocks)::integer
$$;

-- The block of a row: now and then the platform has none.
create or replace function pg_temp.row_block(block integer) returns integer language sql volatile as $$
    select case when random() >= 0.00001 then block end
$$;

-- As long as a real one.
create or replace function pg_temp.hash(number bigint) returns text language sql immutable as $$
    select '0x' || lpad(to_hex(number), 64, '0')
$$;

create or replace function pg_temp.genre(track_id integer) returns text language sql immutable as $$
    select (array['Electronic', 'Hip-Hop/Rap', 'House', 'Alternative', 'Pop', 'Ambient', 'Techno', 'R&B/Soul'])[
        1 + track_id % 8
    ]
$$;

-- Most of the most popular artists, and a few of the others.
create or replace function pg_temp.is_verified(popularity bigint, verified bigint, artists bigint)
returns boolean language sql immutable as $$
    select case
        when popularity <= verified then popularity % 5 <> 0
        else popularity <= artists and popularity % 162 = 0
    end
$$;


create temp table sizes on commit drop as
select
    pg_temp.rows(3200000) as users,
    pg_temp.rows(400000) as artists,
    pg_temp.rows(12000) as verified,
    pg_temp.rows(1900000) as tracks,
    pg_temp.rows(311000) as playlists,
    pg_temp.rows(10000000) as saves,
    pg_temp.rows(5900000) as reposts,
    pg_temp.rows(321000) as comments,
    pg_temp.rows(20000) as pins,
    pg_temp.rows(200000) as remixes,
    pg_temp.rows(15000) as cosigns,
    pg_temp.rows(2000) as contests,
    pg_temp.rows(400000) as purchases,
    pg_temp.rows(26000000) as follows,
    pg_temp.rows(20000000) as plays,
    pg_temp.rows(10000000) as monthly_plays,
    pg_temp.rows(2300000) as user_events,
    pg_temp.rows(100000) as tips,
    pg_temp.rows(100000) as trending,
    pg_temp.rows(1000000) as blocks,
    case when current_setting('bench.with_notifications')::boolean then pg_temp.rows(23500000) else 0 end
        as notifications;


insert into blocks (blockhash, parenthash, is_current, number)
select
    pg_temp.hash(100000000 + n),
    pg_temp.hash(100000000 + n - 1),
    n = blocks,
    100000000 + n
from sizes cross join generate_series(1, blocks) as n;


insert into users (
    blockhash, user_id, is_current, handle, wallet, name, bio, profile_picture_sizes, cover_photo_sizes, location,
    metadata_multihash, blocknumber, is_verified, created_at, updated_at, handle_lc, txhash, is_deactivated
)
select
    pg_temp.hash(block),
    user_id,
    true,
    'User' || user_id,
    '0x' || lpad(to_hex(user_id), 40, '0'),
    'User ' || user_id,
    case when popularity <= artists then 'The biography of user ' || user_id end,
    case when popularity <= artists or random() < 0.4 then 'baeaaaiqsp' || lpad(user_id::text, 48, 'x') end,
    case when popularity <= artists or random() < 0.2 then 'baeaaaiqsc' || lpad(user_id::text, 48, 'x') end,
    case when popularity <= artists then 'Los Angeles' end,
    case when popularity <= artists then 'baeaaaiqse' || lpad(user_id::text, 48, 'x') end,
    pg_temp.row_block(block),
    pg_temp.is_verified(popularity, verified, artists),
    pg_temp.time_at(moment),
    pg_temp.time_at(moment),
    'user' || user_id,
    pg_temp.hash(user_id),
    random() < 0.02
from (
    select
        *,
        pg_temp.moment_of(user_id, users) as moment,
        pg_temp.block_at(pg_temp.moment_of(user_id, users), blocks) as block
    from (
        select
            sizes.*,
            popularity,
            pg_temp.id_of(popularity, users) as user_id
        from sizes cross join generate_series(1, users) as popularity
    ) as ranked
) as made
order by user_id;


insert into aggregate_user (
    user_id, track_count, follower_count, following_count, repost_count, track_save_count, dominant_genre,
    total_track_count
)
select
    pg_temp.id_of(popularity, users),
    case when popularity <= artists then 5 else 0 end,
    -- About 1 percent have over 1500 followers, the first two million.
    floor(56 * power(popularity::float8 / users, -0.7)) - 56,
    floor(5000 * power(random(), 20)),
    floor(100 * power(random(), 6)),
    floor(200 * power(random(), 6)),
    case when popularity <= artists then pg_temp.genre(popularity::integer) end,
    case when popularity <= artists then 5 else 0 end
from sizes cross join generate_series(1, users) as popularity
order by 1;


-- Fans follow artists, each once.
insert into follows (
    blockhash, blocknumber, follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash
)
select
    pg_temp.hash(block),
    pg_temp.row_block(block),
    fan_id,
    artist_id,
    true,
    random() < 0.01,
    pg_temp.time_at(moment),
    pg_temp.hash(row_number() over (order by moment))
from (
    select
        *,
        pg_temp.block_at(moment, blocks) as block
    from (
        select
            *,
            pg_temp.moment_after(
                greatest(pg_temp.moment_of(fan_id, users), pg_temp.moment_of(artist_id, users))
            ) as moment
        from (
            select distinct
                users,
                blocks,
                pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users) as fan_id,
                pg_temp.id_of(pg_temp.skewed(artists, 2), users) as artist_id
            from sizes cross join generate_series(1, follows + follows / 4)
        ) as pairs
        limit (select follows from sizes)
    ) as made
) as with_blocks
order by moment;


-- Most users came with the mobile app, and one in five was referred by a fan.
insert into user_events (blockhash, blocknumber, is_current, user_id, referrer, is_mobile_user)
select
    pg_temp.hash(block),
    pg_temp.row_block(block),
    true,
    user_id,
    case when random() < 0.2 then pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users) end,
    random() < 0.6
from (
    select
        users,
        user_id,
        pg_temp.block_at(pg_temp.moment_of(user_id, users), blocks) as block
    from (
        select
            sizes.*,
            pg_temp.id_of(n, users) as user_id
        from sizes cross join generate_series(1, user_events) as n
    ) as draws
) as made
order by user_id;


insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount, created_at, updated_at)
select
    300000000 + floor(moment * 157680000),
    rpad(md5(tip::text), 88, 'x'),
    pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users),
    pg_temp.id_of(pg_temp.skewed(artists, 2), users),
    100000000 * (1 + floor(random() * 50)),
    pg_temp.time_at(moment),
    pg_temp.time_at(moment)
from (
    select
        sizes.*,
        tip,
        pg_temp.moment_of(tip, tips) as moment
    from sizes cross join generate_series(1, tips) as tip
) as made;


-- Popular tracks are mostly those of popular artists.
create temp table made_tracks on commit drop as
select
    pg_temp.id_of(popularity, tracks) as track_id,
    pg_temp.moment_of(pg_temp.id_of(popularity, tracks), tracks) as moment,
    pg_temp.id_of(artist, users) as owner_id,
    pg_temp.is_verified(artist, verified, artists) as is_owner_verified
from (
    select
        sizes.*,
        popularity,
        pg_temp.skewed(artists, 4 - 2 * cbrt(popularity::float8 / tracks)) as artist
    from sizes cross join generate_series(1, tracks) as popularity
) as ranked
order by track_id;

analyze made_tracks;


-- Most on tracks, some of them the artists' own answers.
insert into comments (
    comment_id, text, user_id, entity_id, entity_type, track_timestamp_s, created_at, updated_at, is_delete, is_visible,
    is_edited, txhash, blockhash, blocknumber
)
select
    comment_id,
    'What a track: comment ' || comment_id,
    user_id,
    case when is_on_track then track_id else owner_id end,
    case when is_on_track then 'Track' else 'FanClub' end,
    case when random() < 0.3 then floor(random() * 180) end,
    pg_temp.time_at(moment),
    pg_temp.time_at(moment),
    random() < 0.01,
    case when random() < 0.999 then random() < 0.99 end,
    random() < 0.02,
    pg_temp.hash(comment_id),
    pg_temp.hash(pg_temp.block_at(moment, blocks)),
    pg_temp.row_block(pg_temp.block_at(moment, blocks))
from (
    select
        *,
        row_number() over (order by moment) as comment_id
    from (
        select
            draws.blocks,
            draws.track_id,
            made_tracks.owner_id,
            random() < 0.97 as is_on_track,
            case when random() < 0.08 then made_tracks.owner_id else draws.fan_id end as user_id,
            pg_temp.moment_after(
                greatest(made_tracks.moment, pg_temp.moment_of(draws.fan_id, draws.users))
            ) as moment
        from (
            select
                sizes.*,
                pg_temp.id_of(pg_temp.skewed(tracks, 3), tracks) as track_id,
                pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users) as fan_id
            from sizes cross join generate_series(1, comments)
        ) as draws
        inner join made_tracks on draws.track_id = made_tracks.track_id
    ) as made
) as numbered
order by comment_id;

analyze comments;


-- Verified artists pin more often.
create temp table made_pins on commit drop as
select
    track_id,
    comment_id,
    moment
from (
    select distinct on (made_tracks.track_id)
        made_tracks.track_id,
        made_tracks.is_owner_verified,
        comments.comment_id,
        pg_temp.moment_at(comments.created_at) as moment
    from comments
    inner join made_tracks on comments.entity_id = made_tracks.track_id
    where comments.entity_type = 'Track'
    order by made_tracks.track_id, comments.comment_id desc
) as last_comments
order by random() * case when is_owner_verified then 0.3 else 1 end
limit (select pins from sizes);

analyze made_pins;


insert into tracks (
    blockhash, track_id, is_current, is_delete, owner_id, title, cover_art, tags, genre, mood, file_type,
    metadata_multihash, blocknumber, created_at, description, updated_at, is_unlisted, field_visibility, txhash,
    is_available, track_cid, duration, audio_upload_id, bpm, musical_key, pinned_comment_id
)
select
    pg_temp.hash(block),
    track_id,
    true,
    random() < 0.03,
    owner_id,
    'Track ' || track_id,
    'baeaaaiqse' || lpad(track_id::text, 48, 'x'),
    'new,music',
    pg_temp.genre(track_id),
    'Energizing',
    'audio/mpeg',
    'baeaaaiqsf' || lpad(track_id::text, 48, 'x'),
    pg_temp.row_block(block),
    pg_temp.time_at(moment),
    'The description of track ' || track_id,
    pg_temp.time_at(update_moment),
    random() < 0.08,
    '{"mood": true, "tags": true, "genre": true, "share": true, "remixes": true, "play_count": true}',
    pg_temp.hash(track_id),
    random() >= 0.005,
    'baeaaaiqsg' || lpad(track_id::text, 48, 'x'),
    30 + floor(random() * 400),
    '01HZ' || lpad(track_id::text, 22, '0'),
    80 + floor(random() * 80),
    'C minor',
    comment_id
from (
    select
        *,
        pg_temp.block_at(update_moment, blocks) as block
    from (
        select
            sizes.blocks,
            made_tracks.track_id,
            made_tracks.moment,
            made_tracks.owner_id,
            made_pins.comment_id,
            case
                when made_pins.moment is not null then pg_temp.moment_after(made_pins.moment)
                when random() < 0.3 then pg_temp.moment_after(made_tracks.moment)
                else made_tracks.moment
            end as update_moment
        from made_tracks
        cross join sizes
        left join made_pins on made_tracks.track_id = made_pins.track_id
    ) as made
) as with_blocks
order by track_id;


-- Every fourth is an album.
insert into playlists (
    blockhash, blocknumber, playlist_id, playlist_owner_id, is_album, is_private, playlist_name, playlist_contents,
    is_current, is_delete, created_at, updated_at, txhash
)
select
    pg_temp.hash(block),
    pg_temp.row_block(block),
    playlist_id,
    pg_temp.id_of(pg_temp.skewed(artists, 2.5), users),
    playlist_id % 4 = 0,
    random() < 0.2,
    'Playlist ' || playlist_id,
    jsonb_build_object(
        'track_ids',
        jsonb_build_array(
            jsonb_build_object('track', 1 + floor(random() * tracks)::integer, 'time', 1750000000),
            jsonb_build_object('track', 1 + floor(random() * tracks)::integer, 'time', 1750000000)
        )
    ),
    true,
    random() < 0.03,
    pg_temp.time_at(moment),
    pg_temp.time_at(moment),
    pg_temp.hash(playlist_id)
from (
    select
        sizes.*,
        playlist_id,
        pg_temp.moment_of(playlist_id, playlists) as moment,
        pg_temp.block_at(pg_temp.moment_of(playlist_id, playlists), blocks) as block
    from sizes cross join generate_series(1, playlists) as playlist_id
) as made;


-- The most popular tracks are remixed most. A remix is any later track.
insert into remixes (parent_track_id, child_track_id)
select distinct
    parent_track_id,
    child_track_id
from (
    select
        tracks,
        parent_track_id,
        parent_track_id + 1 + floor(random() * (tracks - parent_track_id))::integer as child_track_id
    from (
        select
            sizes.*,
            pg_temp.id_of(pg_temp.skewed(tracks, 4), tracks) as parent_track_id
        from sizes cross join generate_series(1, remixes + remixes / 10)
    ) as parents
) as draws
where child_track_id <= tracks
limit (select remixes from sizes);

analyze remixes;


-- Owners who save or repost (or both, by kind) a remix of their track.
create temp table made_cosigns on commit drop as
select
    user_id,
    item_id,
    pg_temp.moment_after(moment) as moment,
    random() as kind
from (
    select distinct on (parents.owner_id, children.track_id)
        parents.owner_id as user_id,
        parents.is_owner_verified,
        children.track_id as item_id,
        children.moment
    from remixes
    inner join made_tracks as parents on remixes.parent_track_id = parents.track_id
    inner join made_tracks as children on remixes.child_track_id = children.track_id
    where parents.owner_id <> children.owner_id
    order by parents.owner_id, children.track_id
) as pairs
order by random() * case when is_owner_verified then 0.3 else 1 end
limit (select cosigns from sizes);


-- Acts of fans on tracks, playlists and albums, each once.
create or replace function pg_temp.acts(acts bigint)
returns table (user_id integer, item_id integer, item_type text, moment float8) language sql volatile as $$
    select
        user_id,
        item_id,
        case when is_track then 'track' when item_id % 4 = 0 then 'album' else 'playlist' end,
        pg_temp.moment_after(greatest(
            pg_temp.moment_of(user_id, users),
            pg_temp.moment_of(item_id, case when is_track then tracks else playlists end)
        ))
    from (
        select distinct
            user_id,
            case
                when is_track then pg_temp.id_of(track, tracks) else pg_temp.id_of(playlist, playlists)
            end as item_id,
            is_track,
            users,
            tracks,
            playlists
        from (
            select
                users,
                tracks,
                playlists,
                pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users) as user_id,
                pg_temp.skewed(tracks, 3) as track,
                pg_temp.skewed(playlists, 2) as playlist,
                random() < 0.92 as is_track
            from sizes cross join generate_series(1, acts + acts / 4)
        ) as draws
    ) as pairs
    limit acts
$$;


insert into saves (
    blockhash, blocknumber, user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash
)
select
    pg_temp.hash(block),
    pg_temp.row_block(block),
    user_id,
    item_id,
    item_type::savetype,
    true,
    not is_cosign and random() < 0.01,
    pg_temp.time_at(moment),
    pg_temp.hash(row_number() over (order by moment))
from (
    select
        *,
        pg_temp.block_at(moment, (select blocks from sizes)) as block
    from (
        select
            user_id,
            item_id,
            'track' as item_type,
            moment,
            true as is_cosign
        from made_cosigns
        where kind < 0.7

        union all

        (
            select
                acts.*,
                false as is_cosign
            from pg_temp.acts((select saves from sizes)) as acts
            where (acts.user_id, acts.item_id) not in (select user_id, item_id from made_cosigns)
            limit (select saves from sizes) - (select count(*) from made_cosigns where kind < 0.7)
        )
    ) as all_acts
) as made
order by moment;


insert into reposts (
    blockhash, blocknumber, user_id, repost_item_id, repost_type, is_current, is_delete, created_at, txhash
)
select
    pg_temp.hash(block),
    pg_temp.row_block(block),
    user_id,
    item_id,
    item_type::reposttype,
    true,
    not is_cosign and random() < 0.01,
    pg_temp.time_at(moment),
    pg_temp.hash(row_number() over (order by moment))
from (
    select
        *,
        pg_temp.block_at(moment, (select blocks from sizes)) as block
    from (
        select
            user_id,
            item_id,
            'track' as item_type,
            moment,
            true as is_cosign
        from made_cosigns
        where kind >= 0.5

        union all

        (
            select
                acts.*,
                false as is_cosign
            from pg_temp.acts((select reposts from sizes)) as acts
            where (acts.user_id, acts.item_id) not in (select user_id, item_id from made_cosigns)
            limit (select reposts from sizes) - (select count(*) from made_cosigns where kind >= 0.5)
        )
    ) as all_acts
) as made
order by moment;


-- The plays of the last eleven days, at twenty a second: in production there are older ones, which no load reads. Some
-- are of nobody known, the others of one in eight users.
insert into plays (id, user_id, play_item_id, created_at, updated_at, slot, signature, city, region, country)
select
    play,
    case when random() < 0.7 then pg_temp.fan_id_of(pg_temp.skewed(1 + users / 8, 2.5), users) end,
    pg_temp.id_of(pg_temp.skewed(tracks, 3), tracks),
    pg_temp.time_at(moment),
    pg_temp.time_at(moment),
    300000000 + floor(moment * 157680000),
    rpad(md5(play::text), 88, 'x'),
    'Berlin',
    'BE',
    'DE'
from (
    select
        sizes.*,
        play,
        1 - (1 - pg_temp.moment_of(play, plays)) * 11 / 730 as moment
    from sizes cross join generate_series(1, plays) as play
) as made;

select setval('plays_id_seq', plays)
from sizes;


-- Counted by track, month and country.
insert into aggregate_monthly_plays (play_item_id, "timestamp", country, count)
select
    track_id,
    played_month,
    country,
    1 + floor(500 * power(random(), 8))
from (
    select distinct
        draws.track_id,
        date_trunc('month', pg_temp.time_at(pg_temp.moment_after(made_tracks.moment)))::date as played_month,
        'C' || floor(60 * power(random(), 3)) as country
    from (
        select pg_temp.id_of(pg_temp.skewed(tracks, 2.5), tracks) as track_id
        from sizes cross join generate_series(1, monthly_plays * 2)
    ) as draws
    inner join made_tracks on draws.track_id = made_tracks.track_id
) as made
limit (select monthly_plays from sizes);


-- Contests on popular tracks, held by their owners, most of them verified. Winners are named as numbers or as texts.
insert into events (
    event_id, event_type, user_id, entity_type, entity_id, end_date, is_deleted, event_data, created_at, updated_at,
    txhash, blockhash, blocknumber
)
select
    event_id,
    'remix_contest',
    owner_id,
    'track',
    track_id,
    pg_temp.time_at(moment),
    random() < 0.01,
    jsonb_build_object(
        'description', 'Remix it',
        'winners', (
            select
                coalesce(
                    jsonb_agg(case when is_text then to_jsonb(winner::text) else to_jsonb(winner) end),
                    '[]'
                )
            from (
                -- event_id: drawn separately for each contest
                select (event_id * 0 + 1 + floor(random() * tracks))::integer as winner
                from generate_series(1, winners)
            ) as drawn
        )
    ),
    pg_temp.time_at(moment * 0.95),
    pg_temp.time_at(moment),
    pg_temp.hash(event_id),
    pg_temp.hash(pg_temp.block_at(moment, blocks)),
    pg_temp.row_block(pg_temp.block_at(moment, blocks))
from (
    select
        *,
        row_number() over (order by moment) as event_id
    from (
        select
            draws.blocks,
            draws.tracks,
            draws.winners,
            draws.is_text,
            made_tracks.track_id,
            made_tracks.owner_id,
            pg_temp.moment_after(made_tracks.moment) as moment
        from (
            select
                sizes.*,
                pg_temp.id_of(pg_temp.skewed(tracks, 3), tracks) as track_id,
                ceil(random() * 6)::integer as winners,
                random() < 0.2 as is_text
            from sizes cross join generate_series(1, contests * 10)
        ) as draws
        inner join made_tracks on draws.track_id = made_tracks.track_id
        order by random() * case when made_tracks.is_owner_verified then 0.1 else 1 end
        limit (select contests from sizes)
    ) as made
) as numbered
order by event_id;


-- Validity is pending for the newest.
insert into sol_purchases (
    signature, instruction_index, amount, slot, from_account, content_type, content_id, buyer_user_id, access_type,
    valid_after_blocknumber, is_valid, city, region, country, created_at
)
select
    rpad(md5(purchase::text) || md5(slot::text), 88, md5(buyer_id::text)),
    0,
    -- 50 cents to 50 dollars, whole cents
    round(50 + 4950 * power(random(), 3)) * 10000,
    slot,
    rpad(md5(buyer_id::text), 44, 'x'),
    case when is_track then 'track' when content_id % 4 = 0 then 'album' else 'playlist' end,
    content_id,
    buyer_id,
    case when random() < 0.6 then 'stream' else 'download' end,
    pg_temp.block_at(moment, blocks),
    case when purchase <= purchases * 0.99 then random() < 0.97 / 0.99 end,
    'Berlin',
    'BE',
    'DE',
    pg_temp.time_at(moment)
from (
    select
        *,
        300000000 + floor(moment * 157680000)::bigint as slot,
        row_number() over (order by moment) as purchase
    from (
        select
            *,
            pg_temp.moment_after(greatest(
                pg_temp.moment_of(buyer_id, users),
                pg_temp.moment_of(content_id, case when is_track then tracks else playlists end)
            )) as moment
        from (
            select
                *,
                case
                    when is_track then pg_temp.id_of(track, tracks) else pg_temp.id_of(playlist, playlists)
                end as content_id
            from (
                select
                    sizes.*,
                    pg_temp.fan_id_of(pg_temp.skewed(users, 3), users) as buyer_id,
                    pg_temp.skewed(sizes.tracks, 4) as track,
                    pg_temp.skewed(sizes.playlists, 3) as playlist,
                    random() < 0.85 as is_track
                from sizes cross join generate_series(1, purchases)
            ) as draws
        ) as contents
    ) as made
) as numbered
order by purchase;


-- Popular tracks trend, but not in the order of their popularity. The day's scores have all the same time.
insert into track_trending_scores (track_id, type, genre, version, time_range, score, created_at)
select
    track_id,
    'TRACKS',
    pg_temp.genre(track_id),
    'pnagD',
    time_range,
    round(exp(12 + 4 * random()) / sqrt(popularity)),
    timestamp '2026-05-20 11:45'
from (
    select
        popularity,
        pg_temp.id_of(popularity, tracks) as track_id,
        random() as draw
    from sizes cross join generate_series(1, trending) as popularity
) as made
inner join (values ('week', 1), ('month', 0.3), ('allTime', 0.3)) as time_ranges (time_range, share)
    on made.draw < time_ranges.share;


insert into notification (id, specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
select
    id,
    case when type in ('challenge_reward', 'milestone') then user_id else fan_id end,
    case
        when is_of_challenge then type || ':' || user_id || ':challenge:c:specifier:' || to_hex(user_id) || ':' || id
        else type || ':' || track_id || ':type:track:id:' || id
    end,
    type,
    pg_temp.row_block(pg_temp.block_at(moment, blocks)),
    pg_temp.time_at(moment),
    case
        when is_of_challenge
            then jsonb_build_object('specifier', to_hex(user_id), 'challenge_id', 'c', 'amount', '100000000')
        when type = 'follow'
            then jsonb_build_object('follower_user_id', fan_id, 'followee_user_id', user_id)
        when type = 'milestone'
            then jsonb_build_object('type', 'track_save_count', 'track_id', track_id, 'threshold', 100)
        else jsonb_build_object('type', 'track', 'user_id', fan_id, type || '_item_id', track_id)
    end,
    array[user_id]
from (
    select
        *,
        type in ('challenge_reward', 'claimable_reward', 'reward_in_cooldown') as is_of_challenge
    from (
        select
            id,
            blocks,
            pg_temp.id_of(pg_temp.skewed(users, 2.5), users) as user_id,
            pg_temp.fan_id_of(pg_temp.skewed(users, 2.5), users) as fan_id,
            pg_temp.id_of(pg_temp.skewed(tracks, 3), tracks) as track_id,
            pg_temp.moment_of(id, notifications) as moment,
            -- of 20
            (array[
                'follow', 'follow', 'follow', 'follow', 'follow', 'follow', 'follow',
                'save', 'save', 'save', 'save', 'save',
                'repost', 'repost', 'repost',
                'create', 'milestone', 'challenge_reward', 'claimable_reward', 'reward_in_cooldown'
            ])[1 + floor(random() * 20)::integer] as type
        from sizes cross join generate_series(1, notifications) as id
    ) as draws
) as made;

select setval('notification_id_seq', greatest(1, notifications), notifications > 0)
from sizes;


-- What the earlier system left of profiles. Of each fifty users one has no row, and one lacks the last step; the others'
-- rows are right.
create table earlier_profiles as
select
    users.user_id,
    users.bio is not null as profile_description,
    users.user_id % 50 <> 1 as profile_name,
    users.profile_picture_sizes is not null as profile_picture,
    users.cover_photo_sizes is not null as profile_cover_photo,
    coalesce(followers.followees >= 5, false) as follows,
    savers.user_id is not null as favorites,
    reposters.user_id is not null as reposts
from users
left join (
    select
        follower_user_id as user_id,
        count(*) as followees
    from follows
    where not is_delete
    group by follower_user_id
) as followers on users.user_id = followers.user_id
left join (select distinct user_id from saves where not is_delete) as savers on users.user_id = savers.user_id
left join (select distinct user_id from reposts where not is_delete) as reposters on users.user_id = reposters.user_id
where users.user_id % 50 <> 0
order by users.user_id;

create table earlier_rewards (like user_challenges);

insert into earlier_rewards (
    challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber,
    created_at
)
select
    'p',
    to_hex(user_id),
    user_id,
    1,
    steps,
    steps = 7,
    case when steps = 7 then timestamp '2026-05-20 12:00' end,
    case when steps = 7 then 100000001 end,
    timestamp '2026-05-20 12:00'
from (
    select
        user_id,
        profile_description::integer + profile_name::integer + profile_picture::integer + profile_cover_photo::integer
        + follows::integer + favorites::integer + reposts::integer as steps
    from earlier_profiles
) as counted
where steps > 0;
