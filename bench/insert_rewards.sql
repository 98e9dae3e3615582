insert into user_challenges
select * from prepared_rewards
