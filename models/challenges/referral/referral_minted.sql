{{ minted_rewards_of('r') }}
