select
    play_item_id as track_id,
    {{ adapter.quote('timestamp') }} as played_month,
    count as plays
from {{ relation_of('platform', 'aggregate_monthly_plays') }}
