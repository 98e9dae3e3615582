-- name: raising_triggers
-- The triggers that call the function which raised an error: several, if they share it. PostgreSQL's context of the
-- error, in any language, has its functions as schema.name(), innermost first, the schema only if it is needed.
with raising as (
    select pg_proc.oid
    from regexp_matches(%(context)s, '(?:("(?:[^"]|"")+"|[a-z0-9_]+)\.)?("(?:[^"]|"")+"|[a-z0-9_]+)\(\)', 'g')
        with ordinality as functions (parts, place)
    inner join pg_proc on parts[2] = quote_ident(proname)
    inner join pg_namespace on pronamespace = pg_namespace.oid
    where coalesce(parts[1] = quote_ident(nspname), true)
        and exists (select 1 from pg_trigger where tgfoid = pg_proc.oid)
    order by place, pg_function_is_visible(pg_proc.oid) desc
    limit 1
)

select array_agg(
    tgname || ' on ' || tgrelid::regclass::text
    order by tgrelid = 'public.user_challenges'::regclass desc, tgrelid::regclass::text, tgname
)
from pg_trigger
where tgfoid = (select oid from raising) and not tgisinternal and tgenabled <> 'D'

-- name: find_raising_reward
-- The body of a block that mints as the merge does, but one reward after the other, until one fails with the same
-- message. Sets challenges.raising_reward to that one, as JSON. The caller rolls back what it wrote.
#variable_conflict use_column
declare
    rewards_due cursor for
        with {compared}, {nothing_also_written}
        select * {rewards_due};
    reward record;
    rows_also_written bigint;
begin
    open rewards_due;  -- compared as of here: if the second table closes the week, that changes nothing of it

    with {candidates}, over_limit as (select 1 where false), {also_written}
    select count(*) into rows_also_written from also_written;

    begin  -- not for each row: that would keep, and then release, a savepoint for each
        loop
            fetch rewards_due into reward;
            exit when not found;
            {mint};
        end loop;
    exception when others then
        if sqlerrm = {message} then
            perform set_config(
                'challenges.raising_reward',
                json_build_object('specifier', reward.specifier, 'user_id', reward.user_id)::text, true
            );
        end if;
    end;
end;

-- name: raising_reward
select nullif(current_setting('challenges.raising_reward', true), '')
