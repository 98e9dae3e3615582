{{ minted_rewards_of('t', 'hex:t:hex', {'track_id': 3}) }}
