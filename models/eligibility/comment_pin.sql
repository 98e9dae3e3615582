{{ rewards_earned_in_one_go(ref('comment_pin_candidates')) }}
