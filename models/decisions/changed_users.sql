{#-
    The platform's tables are read directly: staging views leave out rows, and those can matter here. Each part has an
    index of its own. A load asks for some tables; PostgreSQL then drops the other parts.
-#}
select
    'comments' as table_name,
    comments.user_id as scope_id
from {{ source('platform', 'comments') }} as comments
where {{ is_changed('comments') }}

union all

-- A user who comes back can be paid what was refused.
select
    'users' as table_name,
    users.user_id as scope_id
from {{ source('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated

union all

select
    'sol_purchases' as table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'sol_purchases'

union all

-- The buyers of what changed: a purchase of unknown content has no seller yet.
select
    'purchased_tracks' as table_name,
    purchases.buyer_user_id as scope_id
from {{ source('platform', 'tracks') }} as tracks
inner join {{ source('platform', 'sol_purchases') }} as purchases on tracks.track_id = purchases.content_id
where
    {{ is_changed('tracks') }}
    and purchases.content_type = 'track'

union all

select
    'purchased_playlists' as table_name,
    purchases.buyer_user_id as scope_id
from {{ source('platform', 'playlists') }} as playlists
inner join {{ source('platform', 'sol_purchases') }} as purchases on playlists.playlist_id = purchases.content_id
where
    {{ is_changed('playlists') }}
    and purchases.content_type in ('playlist', 'album')

union all

select
    'user_events' as table_name,
    user_events.user_id as scope_id
from {{ source('platform', 'user_events') }} as user_events
where {{ is_changed('user_events') }}

union all

-- Everybody whom the user has named: of several the one who was named first is paid.
select
    'named_referrers' as table_name,
    referrers.referrer as scope_id
from {{ source('platform', 'user_events') }} as referrers
where
    referrers.referrer >= 1
    and referrers.user_id in (
        select user_events.user_id
        from {{ source('platform', 'user_events') }} as user_events
        where {{ is_changed('user_events') }}
    )

union all

-- The referrers of a user who comes back.
select
    'referrers_of_users' as table_name,
    user_events.referrer as scope_id
from {{ source('platform', 'user_events') }} as user_events
where
    user_events.referrer >= 1
    and user_events.user_id in (
        select users.user_id
        from {{ source('platform', 'users') }} as users
        where
            {{ is_changed('users') }}
            and users.is_current
            and not users.is_deactivated
    )

union all

-- The users who named a user. One who comes back makes the referral good, one who is gone leaves it to another.
select
    'referred_users' as table_name,
    user_events.user_id as scope_id
from {{ source('platform', 'user_events') }} as user_events
where
    user_events.referrer >= 1
    and user_events.referrer in (
        select users.user_id
        from {{ source('platform', 'users') }} as users
        where
            {{ is_changed('users') }}
            and users.is_current
    )

union all

-- A referrer who is gone leaves the referral to another whom the user named.
select
    'other_referrers' as table_name,
    others.referrer as scope_id
from {{ source('platform', 'user_events') }} as others
where
    others.referrer >= 1
    and others.user_id in (
        select user_events.user_id
        from {{ source('platform', 'user_events') }} as user_events
        where
            user_events.referrer >= 1
            and user_events.referrer in (
                select users.user_id
                from {{ source('platform', 'users') }} as users
                where
                    {{ is_changed('users') }}
                    and users.is_current
                    and users.is_deactivated
            )
    )

union all

-- What is due and not paid. dbt writes a seed without a note, and a grant comes due without a change.
select
    'one_shots' as table_name,
    lines.user_id as scope_id
from {{ ref('one_shot_lines') }} as lines
where
    lines.is_well_formed
    and lines.granted_at <= {{ clock() }}
    and {{ is_user('is_active', 'lines.user_id') }}
    and not exists (
        select 1
        from {{ ref('stg_user_challenges') }} as rewards
        where
            rewards.challenge_id = 'o'
            and rewards.specifier = lines.specifier
    )
