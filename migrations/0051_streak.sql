-- streak: a window aggregate that counts the days of a streak. The view listen_streak_days uses it.
--
-- It takes what one person did, in the order of time. For each act it returns whether it counts, the days of the streak
-- with it, and since_at: the first act that counts of the streak, among those that the aggregate has seen. Compared with
-- the last act that counts, one that comes
--   * before min_gap has passed does not count;
--   * before max_gap has passed makes the streak one day longer;
--   * later begins a new streak of one day.
-- The streak goes on from last_at and days; if last_at is null there is none yet, and acts up to not_until do not count.
-- Only the values of last_at, days and not_until that come with the first act matter.
-- The frame must be "rows between unbounded preceding and current row". With the default frame, acts of the same time
-- would share one answer.

do $$
begin
    create type challenges_loader.streak_state as (
        is_begun boolean,
        last_at timestamp,
        days integer,
        not_until timestamp,
        since_at timestamp,
        goes_on boolean,
        is_counted boolean
    );
    create type challenges_loader.streak_verdict as (
        is_counted boolean,
        days integer,
        since_at timestamp,
        goes_on boolean
    );
exception
    when duplicate_object then null;
end;
$$;

create or replace function challenges_loader.streak_step(
    state challenges_loader.streak_state,
    acted_at timestamp,
    min_gap interval,
    max_gap interval,
    last_at timestamp,
    days integer,
    not_until timestamp
) returns challenges_loader.streak_state
language plpgsql immutable parallel safe as $$
begin
    if not state.is_begun then
        state.is_begun := true;
        state.last_at := streak_step.last_at;
        state.days := greatest(streak_step.days, 0);
        state.not_until := streak_step.not_until;
        state.goes_on := state.last_at is not null and state.days > 0;
    end if;

    if state.last_at is null then
        state.is_counted := state.not_until is null or acted_at > state.not_until;
    else
        state.is_counted := acted_at >= state.last_at + min_gap;
    end if;

    if state.is_counted then
        if acted_at < state.last_at + max_gap then
            state.days := state.days + 1;
            state.since_at := coalesce(state.since_at, acted_at);
        else
            state.days := 1;
            state.since_at := acted_at;
            state.goes_on := false;
        end if;
        state.last_at := acted_at;
    end if;
    return state;
end;
$$;

create or replace function challenges_loader.streak_result(state challenges_loader.streak_state)
returns challenges_loader.streak_verdict
language sql immutable parallel safe as $$
    select state.is_counted, state.days, state.since_at, state.goes_on
$$;

create or replace aggregate challenges_loader.streak(
    acted_at timestamp,
    min_gap interval,
    max_gap interval,
    last_at timestamp,
    days integer,
    not_until timestamp
) (
    sfunc = challenges_loader.streak_step,
    stype = challenges_loader.streak_state,
    finalfunc = challenges_loader.streak_result,
    initcond = '(f,,,,,,)',
    parallel = safe
);

-- A view runs its functions with the rights of the role that reads it.
grant execute on function
challenges_loader.streak,
challenges_loader.streak_step,
challenges_loader.streak_result
to public;
