-- As before the first mint. Notifications of before stay.
truncate user_challenges, trending_results, challenges_loader.watermarks;
truncate challenges_loader.full_reads, challenges_loader.changed_rows;
delete from notification where id > {last_notification}
