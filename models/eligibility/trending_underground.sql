{{ trending_rewards_of('tut', ref('trending_underground_results')) }}
