-- Hosts who named a track of their own: paid, as the platform lets them, but watched.
{{ config(severity='warn') }}

select
    specifier,
    host_id,
    event_id
from {{ ref('int_minted_contest_wins') }}
where winner_id = host_id
