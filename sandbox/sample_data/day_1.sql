-- The platform on Thursday 2026-05-21: for each challenge something that earns it, something that each gate refuses,
-- and something that each cap cuts off; and the kinds of broken rows that production has too.

insert into blocks (blockhash, number, is_current)
select 'block-' || number, number, number = 1200
from generate_series(1, 1200) as number;

-- People: 1 to 200 listen, 301 to 310 make music. 199 and 309 left the platform; 301, 302 and 309 are verified.
insert into users (user_id, handle, handle_lc, name, is_current, is_verified, is_deactivated, blocknumber, txhash)
select
    id,
    'User-' || id,
    'user-' || id,
    'User ' || id,
    true,
    id in (301, 302, 309),
    id in (199, 309),
    1,
    'user-' || id
from generate_series(1, 310) as id;

-- Artist N owns the tracks N0 to N9: 3010 to 3019 belong to 301, and so on.
insert into tracks (track_id, owner_id, title, is_current, is_delete, created_at, updated_at, blocknumber, txhash)
select
    track_id,
    track_id / 10,
    'Track ' || track_id,
    true,
    false,
    timestamp '2026-01-01',
    timestamp '2026-01-01',
    2,
    'track-' || track_id
from generate_series(3010, 3109) as track_id;

insert into playlists (
    playlist_id, playlist_owner_id, is_album, is_private, playlist_contents, is_current, is_delete, created_at,
    updated_at, blocknumber, txhash
)
values (9001, 302, true, false, '[]', true, false, '2026-01-01', '2026-01-01', 2, 'playlist-9001');


-- c, first weekly comment: 20 users comment on five Mondays, twice each.
insert into comments (comment_id, text, user_id, entity_id, entity_type, created_at, txhash, blockhash, blocknumber)
select
    week * 1000 + user_id * 2 + again,
    'Love it',
    user_id,
    3010,
    'Track',
    timestamp '2026-04-20 08:00' + week * interval '7 days' + again * interval '1 minute',
    'tx',
    'block',
    100 + week
from generate_series(0, 4) as week, generate_series(1, 20) as user_id, generate_series(0, 1) as again;

insert into comments (
    comment_id, text, user_id, entity_id, entity_type, created_at, txhash, blockhash, blocknumber, is_delete, is_visible
)
values
-- the author left the platform; deleted; hidden by a moderator; without flags
(90001, 'Bye', 199, 3010, 'Track', '2026-05-20 09:00', 'tx', 'block', 110, false, true),
(90002, 'Oops', 21, 3010, 'Track', '2026-05-20 09:00', 'tx', 'block', 110, true, true),
(90003, 'Spam', 22, 3010, 'Track', '2026-05-20 09:00', 'tx', 'block', 110, false, false),
(90004, 'Odd', 23, 3010, 'Track', '2026-05-20 09:00', 'tx', 'block', 110, null, null),
-- comments to pin
(91001, 'First!', 31, 3011, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, false, true),
(91002, 'My own', 301, 3012, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, false, true),
(91003, 'Nice', 32, 3031, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, false, true),
(91004, 'Bye', 199, 3013, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, false, true),
(91005, 'Elsewhere', 33, 3019, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, false, true),
(91006, 'Removed', 34, 3015, 'Track', '2026-05-18 10:00', 'tx', 'block', 111, true, true);


-- cp, pinned comment: the first earns. Refused: an own comment, an owner who is not verified, an author who left,
-- a comment on another track, a deleted one, and one that does not exist.
update tracks
set
    pinned_comment_id = pins.comment_id,
    updated_at = '2026-05-19 12:00',
    blocknumber = 120
from (
    values (3011, 91001), (3012, 91002), (3031, 91003), (3013, 91004), (3014, 91005), (3015, 91006), (3016, 99999999)
) as pins (track_id, comment_id)
where tracks.track_id = pins.track_id;


-- cs, cosign: 301 reposts seven remixes of 3010 within a week, two more than the cap allows, and one 50 days before.
insert into remixes (parent_track_id, child_track_id)
values
(3010, 3040), (3010, 3041), (3010, 3042), (3010, 3043), (3010, 3050), (3010, 3051), (3010, 3052), (3010, 3053),
(3030, 3054),  -- the owner of the original is not verified
(3020, 3099);  -- the owner of the remix left the platform

insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
values
(301, 3040, 'track', true, false, '2026-05-12 10:00', 130, 'r1'),
(301, 3041, 'track', true, false, '2026-05-13 10:00', 131, 'r2'),
(301, 3042, 'track', true, false, '2026-05-14 10:00', 132, 'r3'),
(301, 3043, 'track', true, false, '2026-05-15 10:00', 133, 'r4'),
(301, 3050, 'track', true, false, '2026-05-16 10:00', 134, 'r5'),
(301, 3051, 'track', true, false, '2026-05-17 10:00', 135, 'r6'),
(301, 3052, 'track', true, false, '2026-05-18 10:00', 136, 'r7'),
(301, 3053, 'track', true, false, '2026-03-29 10:00', 137, 'r8'),
(303, 3054, 'track', true, false, '2026-05-16 10:00', 138, 'r9'),
(302, 3099, 'track', true, false, '2026-05-16 10:00', 139, 'r10');


-- t, tastemaker: ten tracks are on top, and the eleventh is not; the best has 14 reposters and 14 savers, some of them on both
-- lists, and user 199, who left, keeps the second place among the reposters.
insert into track_trending_scores (track_id, type, version, time_range, score, created_at)
select
    track_id,
    'TRACKS',
    'pnagD',
    'week',
    1000 - place,
    '2026-05-21 06:00'
from
    unnest(
        array[
            3060, 3061, 3062, 3030, 3040, 3050, 3080, 3095, 3020, 3063,  -- the ten on top; the owner of 3095 left
            3070, 3064, 3065, 3066, 3067, 3068, 3069, 3071, 3072, 3073,  -- neither on top nor underground
            3081, 3096, 3051, 3041, 3031, 3042, 3074, 3101, 3102, 3103, 3043, 3104, 3105, 3106, 3107
        ]
    ) with ordinality as scored (track_id, place);

-- tut: 308 has too many followers, 303 follows too many, 307 has a count that is null, 305 has none; of the others ten
-- tracks win, and 3107 is one too many. The owner of the first, 309, left the platform: the rank is kept and not paid.
insert into aggregate_user (user_id, follower_count, following_count)
values (303, 10, 1500), (304, 1499, 1499), (307, 10, null), (308, 1500, 10), (309, 100, 100), (310, 0, 0);

insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
select
    case when place = 2 then 199 else 40 + place end,
    3060,
    'track',
    true,
    false,
    timestamp '2026-05-01 10:00' + place * interval '1 hour',
    140,
    'taste'
from generate_series(1, 14) as place;

insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash)
select
    46 + place,
    3060,
    'track',
    true,
    false,
    timestamp '2026-05-01 11:30' + place * interval '1 hour',
    140,
    'taste'
from generate_series(1, 14) as place;

insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash)
values
(80, 3061, 'track', true, false, '2026-05-02', 141, 'taste'),
(81, 3070, 'track', true, false, '2026-05-02', 141, 'taste');  -- the eleventh track


-- w, remix contests of 301: six winners (five is the cap), one of them named twice, and one who left; two days later a
-- second contest, for which the host's week has no room. The host of the third is not verified. Of the garbage in the
-- fourth one name is left, and one track that is deleted.
update tracks set is_delete = true where track_id = 3109;

insert into events (event_id, event_type, user_id, is_deleted, event_data, updated_at, txhash, blockhash, blocknumber)
values
(
    1000, 'remix_contest', 301, false,
    '{"winners": [3040, "3050", 3060, 3070, 3090, 3071, 3080, 3100]}', '2026-05-10 18:00', 'tx', 'block', 150
),
(1001, 'remix_contest', 301, false, '{"winners": [3020]}', '2026-05-12 18:00', 'tx', 'block', 151),
(1002, 'remix_contest', 303, false, '{"winners": [3020]}', '2026-05-18 18:00', 'tx', 'block', 152),
(
    1003, 'remix_contest', 302, false,
    '{"winners": [103.0, null, [3040], "3041", "x", 3109]}', '2026-05-18 18:00', 'tx', 'block', 153
),
(1004, 'remix_contest', 302, false, '{"winners": "3042"}', '2026-05-18 18:00', 'tx', 'block', 154);


-- b and s, audio matching. The amounts are millionths of a dollar.
insert into sol_purchases (
    signature, instruction_index, amount, slot, from_account, content_type, content_id, buyer_user_id, access_type,
    valid_after_blocknumber, is_valid, created_at
)
values
('sig-01', 0, 10990000, 300000001, 'a', 'track', 3010, 51, 'stream', 100, true, '2026-05-19 10:00'),
('sig-02', 0, 3000000, 300000002, 'a', 'album', 9001, 52, 'stream', 100, true, '2026-05-19 11:00'),
('sig-03', 0, 5000000, 300000003, 'a', 'track', 3010, 51, 'stream', 100, true, '2026-05-19 12:00'),  -- the second
('sig-04', 0, 990000, 300000004, 'a', 'track', 3011, 53, 'stream', 100, true, '2026-05-19 13:00'),  -- under a dollar
('sig-05', 0, 2000000, 300000005, 'a', 'track', 3031, 54, 'stream', 100, true, '2026-05-19 14:00'),  -- not verified
('sig-06', 0, 2000000, 300000006, 'a', 'track', 3090, 55, 'stream', 100, true, '2026-05-19 15:00'),  -- the seller left
('sig-07', 0, 2000000, 300000007, 'a', 'track', 3012, 199, 'stream', 100, true, '2026-05-19 16:00'),  -- the buyer left
('sig-08', 0, 2000000, 300000008, 'a', 'track', 777777, 56, 'stream', 100, true, '2026-05-19 17:00'),  -- unknown
('sig-09', 0, 4000000, 300000009, 'a', 'track', 3013, 57, 'stream', 100, null, '2026-05-19 18:00'),  -- not valid yet
('sig-10', 0, 2000000, 300000010, 'a', 'track', 3014, 301, 'stream', 100, true, '2026-05-19 19:00');  -- one's own


-- A defect of the platform: two current rows of one user.
insert into users (user_id, handle, handle_lc, name, is_current, is_verified, is_deactivated, blocknumber, txhash)
values (11, 'User-11', 'user-11', 'User 11', true, false, false, 3, 'user-11-again');
