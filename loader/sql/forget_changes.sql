-- Removes the notes of changes that every challenge has read; and the marks of those that dbt does not have any more, for
-- they would keep all notes. Where such a challenge comes back, it reads everything.
with kept as (
    select marks.transaction_id
    from challenges_loader.marks
    inner join {challenge_views} as challenge_views on marks.challenge_id = challenge_views.challenge_id
    where challenge_views.changes_view is not null
),

forgotten_marks as (
    delete from challenges_loader.marks
    where not exists (
        select 1
        from {challenge_views} as challenge_views
        where challenge_views.challenge_id = marks.challenge_id and challenge_views.changes_view is not null
    )
),

unread as (
    select min(transaction_id) as transaction_id
    from kept
),

forgotten_rows as (
    delete from challenges_loader.changed_rows
    where transaction_id < (select transaction_id from unread)
)

delete from challenges_loader.changed_rewards
where transaction_id < (select transaction_id from unread)
