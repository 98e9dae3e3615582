-- The rewards of the first mint, in the order in which it wrote them.
create table prepared_rewards as
select *
from user_challenges
order by challenge_id collate "C", coalesce(completed_at, created_at), specifier collate "C"
