-- New activity of as many rows as the setting bench.changed_rows says, in new blocks, by the fans and on the tracks that
-- data.sql makes busy, a row a second after all that is there. Run in one transaction, by measure.py.

create temp table batch on commit drop as
select
    changed_rows,
    1 + changed_rows / 50 as blocks,
    (select max(number) from blocks) as last_block,
    (select max(user_id) from users) as users,
    (select max(track_id) from tracks) as tracks,
    (select max(comment_id) from comments) as comments,
    (select max(id) from plays) as plays,
    (select max(created_at) from comments) as begins_at
from (select current_setting('bench.changed_rows')::integer as changed_rows) as setting;

-- So many of each hundred changed rows.
create or replace function pg_temp.share(percent integer) returns integer language sql stable as $$
    select ceil(changed_rows * percent / 100.0)::integer from batch
$$;

create or replace function pg_temp.fan() returns integer language sql volatile as $$
    select (1 + (1 + floor(users * power(random(), 2.5))::bigint) * 15485863 % users)::integer from batch
$$;

create or replace function pg_temp.listener() returns integer language sql volatile as $$
    select (1 + (1 + floor((1 + users / 8) * power(random(), 2.5))::bigint) * 15485863 % users)::integer from batch
$$;

create or replace function pg_temp.track() returns integer language sql volatile as $$
    select (1 + (1 + floor(tracks * power(random(), 3))::bigint) * 7368787 % tracks)::integer from batch
$$;

create or replace function pg_temp.block() returns integer language sql volatile as $$
    select last_block + 1 + floor(random() * blocks)::integer from batch
$$;

create or replace function pg_temp.moment() returns timestamp language sql volatile as $$
    select begins_at + random() * changed_rows * interval '1 second' from batch
$$;

insert into blocks (blockhash, number)
select
    '0x' || to_hex(last_block + n),
    last_block + n
from batch cross join generate_series(1, blocks) as n;

create temp table new_comments on commit drop as
select
    comments + n as comment_id,
    pg_temp.track() as track_id
from batch cross join generate_series(1, pg_temp.share(5)) as n;

insert into comments (comment_id, text, user_id, entity_id, created_at, entity_type, txhash, blockhash, blocknumber)
select
    comment_id,
    'What a track: comment ' || comment_id,
    pg_temp.fan(),
    track_id,
    pg_temp.moment(),
    'Track',
    '0x' || comment_id,
    '0x',
    pg_temp.block()
from new_comments;

-- One in twelve is a cosign: the owner saves a remix.
insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, txhash, blocknumber)
select
    user_id,
    track_id,
    'track',
    true,
    false,
    pg_temp.moment(),
    '0x' || last_block || ':' || row_number() over (),
    pg_temp.block()
from batch cross join (
    (
        select
            tracks.owner_id as user_id,
            remixes.child_track_id as track_id
        from (select pg_temp.track() as track_id from generate_series(1, 100 * pg_temp.share(1))) as draws
        inner join remixes on draws.track_id = remixes.parent_track_id
        inner join tracks on remixes.parent_track_id = tracks.track_id
        limit pg_temp.share(1)
    )
    union all
    select
        pg_temp.fan(),
        pg_temp.track()
    from generate_series(1, pg_temp.share(11))
) as acts;

insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, txhash, blocknumber)
select
    pg_temp.fan(),
    pg_temp.track(),
    'track',
    true,
    false,
    pg_temp.moment(),
    '0x' || last_block || ':' || n,
    pg_temp.block()
from batch cross join generate_series(1, pg_temp.share(6)) as n;

update users
set bio = 'Edited in block ' || pg_temp.block(), blocknumber = pg_temp.block(), updated_at = pg_temp.moment()
where user_id in (select pg_temp.fan() from generate_series(1, pg_temp.share(3)));

update tracks
set title = 'Edited in block ' || pg_temp.block(), blocknumber = pg_temp.block(), updated_at = pg_temp.moment()
where track_id in (select pg_temp.track() from generate_series(1, pg_temp.share(2)));

-- Owners pin one of the new comments.
update tracks
set pinned_comment_id = pins.comment_id, blocknumber = pg_temp.block(), updated_at = pg_temp.moment()
from (
    select
        track_id,
        max(comment_id) as comment_id
    from new_comments
    group by track_id
    limit pg_temp.share(1)
) as pins
where tracks.track_id = pins.track_id;

insert into sol_purchases (
    signature, instruction_index, amount, slot, from_account, content_type, content_id, buyer_user_id, access_type,
    valid_after_blocknumber, created_at
)
select
    'bench:' || last_block || ':' || n,
    0,
    50000 * ceil(100 * random())::integer,
    500000000 + last_block,
    'account',
    'track',
    pg_temp.track(),
    pg_temp.fan(),
    'stream',
    pg_temp.block(),
    pg_temp.moment()
from batch cross join generate_series(1, pg_temp.share(1)) as n;

update sol_purchases
set is_valid = true
where (signature, instruction_index) in (
    select
        signature,
        instruction_index
    from sol_purchases
    where is_valid is null
    order by valid_after_blocknumber
    limit pg_temp.share(1)
);

insert into follows (
    follower_user_id, followee_user_id, is_current, is_delete, created_at, txhash, blocknumber
)
select
    pg_temp.fan(),
    pg_temp.fan(),
    true,
    false,
    pg_temp.moment(),
    '0x' || last_block || ':' || n,
    pg_temp.block()
from batch cross join generate_series(1, pg_temp.share(6)) as n;

insert into user_events (user_id, referrer, is_mobile_user, is_current, blocknumber)
select
    pg_temp.fan(),
    pg_temp.fan(),
    true,
    true,
    pg_temp.block()
from batch cross join generate_series(1, pg_temp.share(2)) as n;

insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount, created_at)
select
    500000000 + last_block,
    'bench:' || last_block || ':' || n,
    pg_temp.fan(),
    pg_temp.fan(),
    100000000,
    pg_temp.moment()
from batch cross join generate_series(1, pg_temp.share(1)) as n;

-- Twenty in a statement, as the platform writes the plays of a second; it counts them by track, month and country.
do $$
begin
    for second in 0..(pg_temp.share(60) - 1) / 20 loop
        insert into plays (user_id, play_item_id, created_at, country)
        select
            case when random() < 0.7 then pg_temp.listener() end,
            pg_temp.track(),
            begins_at + second * interval '1 second',
            'C1'
        from batch cross join generate_series(1, 20);
    end loop;
end;
$$;

insert into aggregate_monthly_plays as counts (play_item_id, "timestamp", country, count)
select
    new_plays.play_item_id,
    date_trunc('month', new_plays.created_at),
    new_plays.country,
    count(*)
from batch inner join plays as new_plays on batch.plays < new_plays.id
group by 1, 2, 3
on conflict (play_item_id, "timestamp", country) do update set count = counts.count + excluded.count;
