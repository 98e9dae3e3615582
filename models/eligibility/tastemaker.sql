{{ rewards_earned_in_one_go(ref('tastemaker_candidates')) }}
