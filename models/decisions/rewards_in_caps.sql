-- Without CTEs for the imports: one that is read twice would be computed whole, whatever scope is asked for.
{{ rewards_in_cap(
    'cs', 'is_within_cosigner_cap', ref('cosign_candidates'), ref('int_minted_cosigns')
) }}

union all

{{ rewards_in_cap(
    'w', 'is_within_contest_cap', ref('remix_contest_winner_candidates'), ref('int_minted_contest_wins')
) }}

union all

{{ rewards_in_cap(
    'w', 'is_within_host_cap', ref('remix_contest_winner_candidates'), ref('int_minted_contest_wins')
) }}

union all

{{ rewards_in_cap(
    't', 'is_within_track_cap', ref('tastemaker_candidates'), ref('int_minted_tastemakers')
) }}
