-- The users with the most rewards, and those with the median number of them.
with

users as (

    select
        user_id,
        row_number() over (order by count(*) desc, user_id) as place,
        count(*) over () as users
    from user_challenges
    group by user_id

)

select
    user_id,
    place <= %(users)s as is_busiest
from users
where place <= %(users)s or place between users / 2 + 1 and users / 2 + %(users)s
order by place
