{{ trending_rewards_of('tt', ref('trending_track_results')) }}
