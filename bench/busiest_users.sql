-- The users with the most rewards.
select user_id
from user_challenges
group by user_id
order by count(*) desc, user_id
limit %(users)s
