-- As before the first mint. Notifications of before stay.
truncate user_challenges, trending_results, challenges_loader.marks;
truncate challenges_loader.changed_rewards, challenges_loader.changed_rows;
delete from notification where id > {last_notification}
