{{ rewards_earned_in_one_go(ref('trending_track_candidates')) }}
