-- How the platform changes rows of each table: the rows are those of a batch. It does not change plays, remixes and tips.

-- name: saves
update saves set is_delete = not is_delete, blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: reposts
update reposts set is_delete = not is_delete, blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: users
update users set bio = 'Edited', updated_at = now(), blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: tracks
update tracks set title = 'Edited', updated_at = now(), blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: follows
update follows set is_delete = not is_delete, blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: playlists
update playlists set playlist_name = 'Edited', updated_at = now(), blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: comments
update comments set text = 'Edited', is_edited = true, updated_at = now(), blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: sol_purchases
update sol_purchases set is_valid = is_valid is distinct from true
where ctid = any(%(rows)s::tid[])

-- name: user_events
update user_events set is_current = false, blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: events
update events set end_date = now(), updated_at = now(), blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])

-- name: track_trending_scores
update track_trending_scores set score = score + 1, created_at = now()
where ctid = any(%(rows)s::tid[])

-- name: aggregate_monthly_plays
update aggregate_monthly_plays set count = count + 1
where ctid = any(%(rows)s::tid[])

-- name: user_challenges
update user_challenges
set is_complete = true, completed_at = now(), completed_blocknumber = (select max(number) from blocks)
where ctid = any(%(rows)s::tid[])
