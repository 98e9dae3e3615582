-- Removes the notes of changes that every challenge has read; and the marks of those that dbt does not have any more, for
-- they would keep all notes. Where such a challenge comes back, it reads everything.
with declared as (
    select challenge_id
    from {challenge_views}
    where changes_view is not null
),

forgotten_marks as (
    delete from challenges_loader.marks
    where not exists (select 1 from declared where declared.challenge_id = marks.challenge_id)
),

unread as (
    select min(marks.transaction_id) as transaction_id
    from challenges_loader.marks
    inner join declared on marks.challenge_id = declared.challenge_id
),

forgotten_rows as (
    delete from challenges_loader.changed_rows
    where transaction_id < (select transaction_id from unread)
)

delete from challenges_loader.changed_rewards
where transaction_id < (select transaction_id from unread)
