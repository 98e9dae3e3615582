{{ rewards_earned_in_one_go(ref('remix_contest_winner_candidates')) }}
