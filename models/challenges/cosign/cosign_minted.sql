{{ minted_rewards_of('cs', 'hex:hex', {'cosigner_id': 1}) }}
