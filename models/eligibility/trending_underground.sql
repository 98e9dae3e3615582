{{ rewards_earned_in_one_go(ref('trending_underground_candidates')) }}
