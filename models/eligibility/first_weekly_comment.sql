{{ rewards_earned_in_one_go(ref('first_weekly_comment_candidates')) }}
