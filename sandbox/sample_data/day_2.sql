-- A day of new activity: Friday 2026-05-22.

update blocks set is_current = false where is_current;
insert into blocks (blockhash, number, is_current)
select 'block-' || number, number, number = 1300
from generate_series(1201, 1300) as number;

-- c: 30 users comment; 20 of them have done so this week already. A hidden comment of yesterday is visible again.
insert into comments (comment_id, text, user_id, entity_id, entity_type, created_at, txhash, blockhash, blocknumber)
select
    92000 + user_id,
    'Friday!',
    user_id,
    3010,
    'Track',
    timestamp '2026-05-22 08:00' + user_id * interval '1 second',
    'tx',
    'block',
    1210
from generate_series(1, 30) as user_id;

update comments set is_visible = true, blocknumber = 1211 where comment_id = 90003;

-- v, cp, cs, s and w: artist 303 becomes verified, so what was refused for lack of it earns now.
update users set is_verified = true, updated_at = '2026-05-22 08:00', blocknumber = 1220 where user_id = 303;

-- cp, cs, s and w: artist 304 is not verified, so a comment pinned, a remix reposted, a track sold and a contest held
-- earn nothing. The buyer of the track does.
insert into comments (comment_id, text, user_id, entity_id, entity_type, created_at, txhash, blockhash, blocknumber)
values (93001, 'Pin me', 2, 3041, 'Track', '2026-05-22 09:00', 'tx', 'block', 1221);
update tracks set pinned_comment_id = 93001, updated_at = '2026-05-22 10:00', blocknumber = 1221 where track_id = 3041;
insert into remixes (parent_track_id, child_track_id) values (3044, 3057);
insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
values (304, 3057, 'track', true, false, '2026-05-22 10:00', 1222, 'r12');
insert into events (event_id, event_type, user_id, is_deleted, event_data, updated_at, txhash, blockhash, blocknumber)
values (1005, 'remix_contest', 304, false, '{"winners": [3020]}', '2026-05-22 10:00', 'tx', 'block', 1223);
insert into sol_purchases (
    signature, instruction_index, amount, slot, from_account, content_type, content_id, buyer_user_id, access_type,
    valid_after_blocknumber, is_valid, created_at
)
values ('sig-11', 0, 3000000, 300000011, 'a', 'track', 3041, 58, 'stream', 100, true, '2026-05-22 10:00');

-- cs: a cosign of an earlier month, for which there is room, and one of today, for which there is none.
insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
values (301, 3055, 'track', true, false, '2026-05-22 10:00', 1230, 'r11');
insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash)
values (301, 3056, 'track', true, false, '2026-02-01 10:00', 1231, 's11');
insert into remixes (parent_track_id, child_track_id)
values (3010, 3055), (3010, 3056);

-- t: all who were paid for the best track withdraw, and others move up. Twenty per track is the cap, so not all earn.
update reposts set is_delete = true, blocknumber = 1240
where repost_item_id = 3060 and created_at < '2026-05-01 21:00' and user_id <> 199;
update saves set is_delete = true, blocknumber = 1240 where save_item_id = 3060 and created_at < '2026-05-01 22:00';
insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
select 90 + place, 3060, 'track', true, false, timestamp '2026-05-21 10:00' + place * interval '1 hour', 1241, 'late'
from generate_series(1, 8) as place;

-- w: a new winner of the contest that has paid five earns nothing, nor does one who left; the corrected winners of the
-- fourth contest do.
update events
set event_data = '{"winners": [3090, 3100]}', updated_at = '2026-05-22 09:00', blocknumber = 1250
where event_id = 1000;
update events
set event_data = '{"winners": [3041, "3051"]}', updated_at = '2026-05-22 09:00', blocknumber = 1251
where event_id = 1003;

-- b and s: yesterday's purchase became valid.
update sol_purchases set is_valid = true where signature = 'sig-09';

-- u: Ben lists his third track, and 160 uploads a first one.
update tracks set is_unlisted = false, updated_at = '2026-05-22 09:00', blocknumber = 1260 where track_id = 1523;
insert into tracks (track_id, owner_id, title, is_current, is_delete, created_at, updated_at, blocknumber, txhash)
values (1601, 160, 'Track 1601', true, false, '2026-05-22 09:00', '2026-05-22 09:00', 1261, 'track-1601');

-- fp: Cleo adds a track to her playlist.
update playlists
set
    playlist_contents = '{"track_ids": [{"track": 3010}]}',
    updated_at = '2026-05-22 09:00',
    blocknumber = 1262
where playlist_id = 9003;

-- ft: Ada sends a tip.
insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount, created_at)
values (300000104, 'tip-04', 151, 301, 100000000, '2026-05-22 09:00');

-- m: Gus installs the app. The platform copies the referrer into the new row, which refers nobody again.
update user_events set is_current = false where user_id = 157;
insert into user_events (user_id, referrer, is_mobile_user, is_current, blocknumber)
values (157, 156, true, true, 1263);

-- p: Ada's fifth follow and first repost complete her profile.
insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, blocknumber, txhash)
values (151, 305, true, false, '2026-05-22 09:00', 1264, 'profile');
insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, txhash)
values (151, 9001, 'album', true, false, '2026-05-22 10:00', 1265, 'profile');

-- p1, p2 and p3: Hugo passes the first two, and 302 all three at once. The platform counts the plays of each month; a load
-- reads the counts of the tracks that were played.
insert into aggregate_monthly_plays (play_item_id, "timestamp", count)
values (3111, '2026-05-01', 860), (3020, '2026-05-01', 12000);
insert into plays (user_id, play_item_id, created_at, slot)
values (null, 3111, '2026-05-22 09:00', 300000311), (null, 3020, '2026-05-22 09:00', 300000312);

-- r and rv: Fay is verified. Gus is not paid for again, but whom she refers now is, as rv. Gus refers somebody, too.
update users set is_verified = true, updated_at = '2026-05-22 08:00', blocknumber = 1270 where user_id = 156;
insert into user_events (user_id, referrer, is_current, blocknumber)
values (178, 156, true, 1271), (179, 157, true, 1272);

-- e: Dan's seventh evening, and 16 hours later an eighth day.
insert into plays (user_id, play_item_id, created_at, slot)
values
(154, 3010, '2026-05-21 18:00', 300000301),
(154, 3010, '2026-05-22 10:00', 300000302);
