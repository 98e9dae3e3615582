{{ minted_rewards_of('rv') }}
