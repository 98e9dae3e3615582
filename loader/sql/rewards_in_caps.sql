-- What fills the caps of these scopes, in the order of its time.
select
    gate,
    cap_scope_id,
    specifier,
    counted_at,
    is_minted
from {rewards_in_caps}
where
    challenge_id = %(challenge_id)s
    and cap_scope_id = any(%(cap_scopes)s)
    and {conditions}
order by counted_at, specifier collate "C"
