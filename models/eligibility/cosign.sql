{{ rewards_earned_in_one_go(ref('cosign_candidates')) }}
