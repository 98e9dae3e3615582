-- streak: which acts of one person are days of a streak. The view listen_streak_days uses it.
--
-- It takes the times of the acts in their order. It returns a row for each act that counts: its place among the times,
-- from 1, its time, the days of the streak with it, and since_at: the first act of the streak among the times. Compared
-- with the last act that counts, one that comes
--   * before min_gap has passed does not count;
--   * before max_gap has passed makes the streak one day longer;
--   * later begins a new streak of one day.
-- The streak goes on from last_at and days; goes_on says so. If last_at is null there is none yet, and acts up to
-- not_until do not count.
create or replace function challenges_loader.streak(
    times timestamp[],
    min_gap interval,
    max_gap interval,
    last_at timestamp,
    days integer,
    not_until timestamp,
    out place integer,
    out acted_at timestamp,
    out streak_day integer,
    out since_at timestamp,
    out goes_on boolean
) returns setof record
language plpgsql immutable parallel safe rows 10 as $$
declare
    min_at timestamp := last_at + min_gap;
    max_at timestamp := last_at + max_gap;
begin
    place := 0;
    streak_day := greatest(days, 0);
    goes_on := last_at is not null and streak_day > 0;

    foreach acted_at in array times loop
        place := place + 1;
        continue when acted_at < min_at or (last_at is null and acted_at <= not_until);

        if acted_at < max_at then
            streak_day := streak_day + 1;
            since_at := coalesce(since_at, acted_at);
        else
            streak_day := 1;
            since_at := acted_at;
            goes_on := false;
        end if;

        min_at := acted_at + min_gap;
        max_at := acted_at + max_gap;
        return next;
    end loop;
end;
$$;

-- A view runs its functions with the rights of the role that reads it.
grant execute on function challenges_loader.streak to public;
