-- Removes the notes of changes that every challenge has read.
with unread as (
    select min(transaction_id) as transaction_id
    from challenges_loader.marks
),

forgotten_rows as (
    delete from challenges_loader.changed_rows
    where transaction_id < (select transaction_id from unread)
)

delete from challenges_loader.changed_rewards
where transaction_id < (select transaction_id from unread)
