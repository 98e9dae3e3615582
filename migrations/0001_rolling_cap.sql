-- rolling_cap: a greedy cap over time, as a window aggregate. The eligibility views of capped challenges use it.
--
-- Over candidates in the order in which they are judged, it answers for each: is it accepted? It is, when
--   * fewer than window_cap rewards lie within window_width of it: minted_in_window, and those accepted before it;
--   * and fewer than group_cap rewards belong to its group: minted_in_group, and those accepted before it.
-- A candidate refused by either takes no place in the other. A null group_id belongs to no group.
-- The frame must be "rows between unbounded preceding and current row": with the default one, candidates of the
-- same time would share one answer.

do $$
begin
    create type challenges_loader.rolling_cap_state as (
        accepted_at timestamp[],
        accepted_groups bigint[],
        is_accepted boolean
    );
exception
    when duplicate_object then null;
end;
$$;

create or replace function challenges_loader.rolling_cap_step(
    state challenges_loader.rolling_cap_state,
    qualified_at timestamp,
    window_width interval,
    minted_in_window bigint,
    window_cap integer,
    group_id bigint,
    minted_in_group bigint,
    group_cap integer
) returns challenges_loader.rolling_cap_state
language plpgsql immutable parallel safe as $$
declare
    accepted_in_window integer;
    accepted_in_group integer;
begin
    -- Candidates come in the order of their time, so what was accepted lies in the past, or at the same time.
    select count(*) into accepted_in_window
    from unnest(state.accepted_at) as accepted_at
    where accepted_at >= qualified_at - window_width;

    select count(*) into accepted_in_group
    from unnest(state.accepted_groups) as accepted_group
    where accepted_group = group_id;

    state.is_accepted :=
        minted_in_window + accepted_in_window < window_cap
        and (group_id is null or minted_in_group + accepted_in_group < group_cap);

    if state.is_accepted then
        state.accepted_at := state.accepted_at || qualified_at;
        state.accepted_groups := state.accepted_groups || group_id;
    end if;
    return state;
end;
$$;

create or replace function challenges_loader.rolling_cap_result(state challenges_loader.rolling_cap_state)
returns boolean
language sql immutable parallel safe as $$
    select state.is_accepted
$$;

create or replace aggregate challenges_loader.rolling_cap(
    qualified_at timestamp,
    window_width interval,
    minted_in_window bigint,
    window_cap integer,
    group_id bigint,
    minted_in_group bigint,
    group_cap integer
) (
    sfunc = challenges_loader.rolling_cap_step,
    stype = challenges_loader.rolling_cap_state,
    finalfunc = challenges_loader.rolling_cap_result,
    initcond = '({},{},)',
    parallel = safe
);
