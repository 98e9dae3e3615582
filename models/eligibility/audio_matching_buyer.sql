{{ rewards_earned_in_one_go(ref('audio_matching_buyer_candidates')) }}
