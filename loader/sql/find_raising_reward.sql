-- The body of a block that mints as merge.sql does, but one reward after the other, until one fails with the same
-- message; sets challenges.raising_reward to that one, as JSON. What it wrote is for the caller to roll back.
#variable_conflict use_column
declare
    due_rewards cursor for
        with {judged},

        fed as (
            {no_feed}
        )

        select *
        {due_rewards};
    reward record;
    fed_rows bigint;
begin
    -- Judged as of here: that what is fed closes the week changes nothing of it.
    open due_rewards;

    with held_back as (
        select 1 where false
    ),

    fed as (
        {feed}
    )

    select count(*) into fed_rows from fed;

    -- Not after each row: that would keep, and then release, a savepoint for each.
    begin
        loop
            fetch due_rewards into reward;
            exit when not found;
            {mint};
        end loop;
    exception
        when others then
            if sqlerrm = {message} then
                perform set_config(
                    'challenges.raising_reward',
                    json_build_object('specifier', reward.specifier, 'user_id', reward.user_id)::text,
                    true
                );
            end if;
    end;
end;
