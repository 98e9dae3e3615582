-- rolling_caps: a window aggregate that decides two greedy caps at once. The views of capped challenges use it.
--
-- It takes candidates in the order in which they are judged. For each it returns what both caps counted and whether the
-- candidate is within them. A candidate is accepted if
--   * fewer than window_cap rewards lie within window_width of it: minted_in_window, and those accepted before it;
--   * and fewer than group_cap rewards belong to its group: minted_in_group, and those accepted before it.
-- A candidate that one cap refuses takes no place in the other. A null group_id belongs to no group. A null cap limits
-- nothing, but its count is still returned.
-- The frame must be "rows between unbounded preceding and current row". With the default frame, candidates of the same
-- time would share one answer.

do $$
begin
    create type challenges_loader.rolling_caps_state as (
        accepted_at timestamp[],
        accepted_groups bigint[],
        count_in_window integer,
        count_in_group integer,
        is_within_window boolean,
        is_within_group boolean
    );
    create type challenges_loader.rolling_caps_verdict as (
        count_in_window integer,
        count_in_group integer,
        is_within_window boolean,
        is_within_group boolean
    );
exception
    when duplicate_object then null;
end;
$$;

create or replace function challenges_loader.rolling_caps_step(
    state challenges_loader.rolling_caps_state,
    qualified_at timestamp,
    window_width interval,
    minted_in_window bigint,
    window_cap integer,
    group_id bigint,
    minted_in_group bigint,
    group_cap integer
) returns challenges_loader.rolling_caps_state
language plpgsql immutable parallel safe as $$
begin
    -- Candidates come in the order of their time. Those accepted before are earlier, or of the same time.
    select minted_in_window + count(*) into state.count_in_window
    from unnest(state.accepted_at) as accepted_at
    where accepted_at >= qualified_at - window_width;

    select minted_in_group + count(*) into state.count_in_group
    from unnest(state.accepted_groups) as accepted_group
    where accepted_group = group_id;

    state.is_within_window := window_cap is null or state.count_in_window < window_cap;
    state.is_within_group := group_cap is null or group_id is null or state.count_in_group < group_cap;

    if state.is_within_window and state.is_within_group then
        state.accepted_at := state.accepted_at || qualified_at;
        state.accepted_groups := state.accepted_groups || group_id;
    end if;
    return state;
end;
$$;

create or replace function challenges_loader.rolling_caps_result(state challenges_loader.rolling_caps_state)
returns challenges_loader.rolling_caps_verdict
language sql immutable parallel safe as $$
    select state.count_in_window, state.count_in_group, state.is_within_window, state.is_within_group
$$;

create or replace aggregate challenges_loader.rolling_caps(
    qualified_at timestamp,
    window_width interval,
    minted_in_window bigint,
    window_cap integer,
    group_id bigint,
    minted_in_group bigint,
    group_cap integer
) (
    sfunc = challenges_loader.rolling_caps_step,
    stype = challenges_loader.rolling_caps_state,
    finalfunc = challenges_loader.rolling_caps_result,
    initcond = '({},{},,,,)',
    parallel = safe
);

-- A view runs its functions with the rights of the role that reads it.
grant execute on function
challenges_loader.rolling_caps,
challenges_loader.rolling_caps_step,
challenges_loader.rolling_caps_result
to public;
