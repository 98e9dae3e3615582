{{ minted_rewards_of('rd', 'hex:hex', {'referred_id': 1}) }}
