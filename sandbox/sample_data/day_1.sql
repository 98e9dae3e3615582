-- The platform on Thursday 2026-05-21: for each challenge something that earns it, something that each gate refuses,
-- and something that each cap cuts off; and the kinds of broken rows that production has too.

insert into blocks (blockhash, number, is_current)
select 'block-' || number, number, number = 1200
from generate_series(1, 1200) as number;

-- People: 1 to 200 listen, 301 to 311 make music. 199 and 309 left the platform; 301, 302, 309 and 311 are verified.
-- Listeners have no name, because a name is a step of p.
insert into users (
    user_id, handle, handle_lc, name, is_current, is_verified, is_deactivated, updated_at, blocknumber, txhash
)
select
    id,
    'User-' || id,
    'user-' || id,
    case when id between 301 and 310 then 'User ' || id end,
    true,
    id in (301, 302, 309, 311),
    id in (199, 309),
    timestamp '2026-01-01',
    1,
    'user-' || id
from generate_series(1, 311) as id;

-- Those whom the demo follows by name from Thursday to Friday.
update users
set
    handle = people.handle,
    handle_lc = lower(people.handle)
from (
    values
    (151, 'Ada'), (152, 'Ben'), (153, 'Cleo'), (154, 'Dan'), (155, 'Eve'), (156, 'Fay'), (157, 'Gus'), (311, 'Hugo')
) as people (user_id, handle)
where users.user_id = people.user_id;

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
from generate_series(3010, 3119) as track_id;

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


-- u, track upload: the ten tracks of each artist count. Ben has two that count, and one that is not listed yet.
-- 309 left the platform.
insert into tracks (
    track_id, owner_id, title, is_current, is_delete, is_unlisted, created_at, updated_at, blocknumber, txhash
)
values
(1521, 152, 'Ben one', true, false, false, '2026-05-20 15:00', '2026-05-20 15:00', 160, 'track-1521'),
(1522, 152, 'Ben two', true, false, false, '2026-05-20 16:00', '2026-05-20 16:00', 161, 'track-1522'),
(1523, 152, 'Ben three', true, false, true, '2026-05-20 17:00', '2026-05-20 17:00', 162, 'track-1523');


-- fp, first playlist: Eve's has a track, Cleo's has none yet, and 199 left.
insert into playlists (
    playlist_id, playlist_owner_id, is_album, is_private, playlist_contents, is_current, is_delete, created_at,
    updated_at, blocknumber, txhash
)
values
(
    9002, 155, false, true, '{"track_ids": [{"track": 3010}]}', true, false, '2026-05-20 18:00',
    '2026-05-20 18:00', 163, 'playlist-9002'
),
(
    9003, 153, false, false, '{"track_ids": []}', true, false, '2026-05-20 18:00',
    '2026-05-20 18:00', 164, 'playlist-9003'
),
(
    9004, 199, false, false, '{"track_ids": [{"track": 3010}]}', true, false, '2026-05-01 18:00',
    '2026-05-01 18:00', 165, 'playlist-9004'
);


-- ft, first tip: of Eve's two the first counts; 199 left.
insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount, created_at)
values
(300000101, 'tip-01', 155, 301, 100000000, '2026-05-20 19:00'),
(300000102, 'tip-02', 155, 302, 100000000, '2026-05-20 20:00'),
(300000103, 'tip-03', 199, 301, 100000000, '2026-05-01 19:00');


-- m, mobile install: Eve and 199, who left.
insert into user_events (user_id, is_mobile_user, is_current, blocknumber)
values (155, true, true, 170), (199, true, true, 171);


-- p, profile completion: Ada has taken five of the seven steps; four follows are one too few.
update users
set
    name = 'Ada',
    bio = 'I listen.',
    profile_picture_sizes = 'picture',
    cover_photo_sizes = 'cover'
where user_id = 151;

insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash)
values (151, 9001, 'album', true, false, '2026-05-19 12:00', 172, 'profile');

insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, blocknumber, txhash)
select
    151,
    followee_id,
    true,
    false,
    '2026-05-19 12:00',
    173,
    'profile'
from generate_series(301, 304) as followee_id;


-- p1, p2 and p3, play milestones: 301 is on the way to the third, Hugo to the first, and 303 has too few for the second.
-- 304 is not verified, and 309 left the platform. What was played before 2025 does not count.
insert into aggregate_monthly_plays (play_item_id, "timestamp", count)
values
(3010, '2026-04-01', 3000), (3011, '2026-05-01', 1000), (3011, '2024-12-01', 9000),
(3110, '2026-05-01', 240),
(3030, '2026-05-01', 100),
(3040, '2026-05-01', 12000),
(3090, '2026-05-01', 12000);


-- r, rv and rd, referrals: Fay, who is not verified, referred Gus; the verified 302 referred 163. 158 referred six, one
-- more than the cap of r allows. Refused: a referred user who left, a referrer who left, a referral of oneself, and a
-- referrer who is named after another one.
insert into user_events (user_id, referrer, is_current, blocknumber)
values
(157, 156, true, 180),
(163, 302, true, 181),
(171, 158, true, 182), (172, 158, true, 183), (173, 158, true, 184),
(174, 158, true, 185), (175, 158, true, 186), (176, 158, true, 187),
(309, 156, true, 188),
(162, 199, true, 189),
(161, 161, true, 190),
(164, 199, true, 191), (164, 156, true, 192);

-- The system before this one paid 177 for being referred, under a specifier of another form, so rd pays nothing more.
insert into user_events (user_id, referrer, is_current, blocknumber)
values (177, 302, true, 193);
insert into challenges (id, type, amount, active, cooldown_days)
values ('rd', 'boolean', '1', true, 7)
on conflict do nothing;
insert into user_challenges (
    challenge_id, specifier, user_id, is_complete, current_step_count, completed_blocknumber, amount, created_at,
    completed_at
)
values ('rd', 'b1:12e', 177, true, 1, 50, 1, '2026-03-01 00:00+00', '2026-03-01');


-- e, listening streak: Dan listens every evening; the second play of an evening does not count. Six of the seven days are
-- over. 160 left out three days and began again. 199 left, and earns nothing.
insert into plays (user_id, play_item_id, created_at, slot)
select
    154,
    3010,
    timestamp '2026-05-15 18:00' + day * interval '1 day' + again * interval '2 hours',
    300000200 + day * 2 + again
from generate_series(0, 5) as day, generate_series(0, 1) as again;

insert into plays (user_id, play_item_id, created_at, slot)
values
(160, 3010, '2026-05-15 08:00', 300000250),
(160, 3010, '2026-05-16 08:00', 300000251),
(160, 3010, '2026-05-20 08:00', 300000252),
(199, 3010, '2026-05-20 08:00', 300000253);


-- A defect of the platform: two current rows of one user.
insert into users (
    user_id, handle, handle_lc, name, is_current, is_verified, is_deactivated, updated_at, blocknumber, txhash
)
values (11, 'User-11', 'user-11', null, true, false, false, '2026-01-01', 3, 'user-11-again');
