-- Hosts who named a track of their own: paid, as the platform lets them, but watched.
{{ config(severity='warn') }}

select
    specifier,
    host_id,
    event_id
from {{ ref('remix_contest_winner_minted') }}
where user_id = host_id
