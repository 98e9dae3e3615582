-- As before the first mint: of rewards and states there are those of the earlier system. Notifications of before stay.
truncate user_challenges, challenge_profile_completion, challenge_listen_streak, trending_results;
truncate challenges_loader.watermarks, challenges_loader.full_reads;
truncate challenges_loader.changed_rows, challenges_loader.changed_ranges;
delete from notification where id > {last_notification};
set session_replication_role = replica;
insert into challenge_profile_completion select * from earlier_profiles;
insert into user_challenges select * from earlier_rewards;
set session_replication_role = origin
