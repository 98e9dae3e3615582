-- The platform's tables as far as rewards read or write them: types, keys, indexes and enums of production.
-- Production has them already; only the demo and the tests create them, in a database of their own.

create type challengetype as enum ('boolean', 'numeric', 'aggregate', 'trending');
create type event_entity_type as enum ('track', 'collection', 'user');
create type event_type as enum ('remix_contest', 'live_event', 'new_release');
create type parental_warning_type as enum ('explicit', 'explicit_content_edited', 'not_explicit', 'no_advice_available');
create type profile_type_enum as enum ('label');
create type reposttype as enum ('track', 'playlist', 'album');
create type savetype as enum ('track', 'playlist', 'album');
create type usdc_purchase_content_type as enum ('track', 'playlist', 'album');

create table blocks (
    blockhash varchar not null,
    parenthash varchar,
    is_current boolean,
    number integer,
    constraint blocks_pkey primary key (blockhash)
);
create unique index blocks_is_current_idx on blocks using btree (is_current) where (is_current is true);
create unique index blocks_number_key on blocks using btree (number);
create index is_current_blocks_idx on blocks using btree (is_current);

create table challenges (
    id varchar not null,
    type challengetype not null,
    amount varchar not null,
    active boolean not null,
    step_count integer,
    starting_block integer,
    weekly_pool integer,
    cooldown_days integer,
    constraint challenges_pkey primary key (id)
);

create table aggregate_monthly_plays (
    play_item_id integer not null,
    "timestamp" date not null default current_timestamp,
    count integer not null,
    country text not null default '',
    constraint aggregate_monthly_plays_pkey primary key (play_item_id, "timestamp", country)
);

create table aggregate_user (
    user_id integer not null,
    track_count bigint default 0,
    playlist_count bigint default 0,
    album_count bigint default 0,
    follower_count bigint default 0,
    following_count bigint default 0,
    repost_count bigint default 0,
    track_save_count bigint default 0,
    supporter_count integer not null default 0,
    supporting_count integer not null default 0,
    dominant_genre varchar,
    dominant_genre_count integer default 0,
    score integer default 0,
    total_track_count bigint default 0,
    track_share_count integer default 0,
    constraint aggregate_user_table_pkey primary key (user_id)
);
create index idx_aggregate_user_follower_count on aggregate_user using btree (user_id, follower_count);
create index idx_genre_related_artists on aggregate_user using btree (dominant_genre, follower_count, user_id);

create table challenge_disbursements (
    challenge_id varchar not null,
    user_id integer not null,
    specifier varchar not null,
    signature varchar not null,
    slot integer not null,
    amount varchar not null,
    created_at timestamptz default now(),
    constraint challenge_disbursements_pkey primary key (challenge_id, specifier)
);
create index challenge_disbursements_user_id on challenge_disbursements using btree (user_id);
create index idx_challenge_disbursements_created_at on challenge_disbursements using btree (created_at);
create index idx_challenge_disbursements_slot on challenge_disbursements using btree (slot);

create sequence challenge_listen_streak_user_id_seq as integer;
create table challenge_listen_streak (
    user_id integer not null default nextval('challenge_listen_streak_user_id_seq'::regclass),
    last_listen_date timestamp,
    listen_streak integer not null,
    constraint challenge_listen_streak_pkey primary key (user_id)
);
alter sequence challenge_listen_streak_user_id_seq owned by challenge_listen_streak.user_id;

create sequence challenge_profile_completion_user_id_seq as integer;
create table challenge_profile_completion (
    user_id integer not null default nextval('challenge_profile_completion_user_id_seq'::regclass),
    profile_description boolean not null,
    profile_name boolean not null,
    profile_picture boolean not null,
    profile_cover_photo boolean not null,
    follows boolean not null,
    favorites boolean not null,
    reposts boolean not null,
    constraint challenge_profile_completion_pkey primary key (user_id)
);
alter sequence challenge_profile_completion_user_id_seq owned by challenge_profile_completion.user_id;

create table comments (
    comment_id integer not null,
    text text not null,
    user_id integer not null,
    entity_id integer not null,
    entity_type text not null,
    track_timestamp_s bigint,
    created_at timestamp not null default current_timestamp,
    updated_at timestamp not null default current_timestamp,
    is_delete boolean default false,
    is_visible boolean default true,
    is_edited boolean default false,
    txhash text not null,
    blockhash text not null,
    blocknumber integer,
    constraint comments_pkey primary key (comment_id),
    constraint comments_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);

create table events (
    event_id integer not null,
    event_type event_type not null,
    user_id integer not null,
    entity_type event_entity_type,
    entity_id integer,
    end_date timestamp,
    is_deleted boolean default false,
    event_data jsonb,
    created_at timestamp not null default current_timestamp,
    updated_at timestamp not null default current_timestamp,
    txhash text not null,
    blockhash text not null,
    blocknumber integer,
    constraint events_pkey primary key (event_id),
    constraint events_blocknumber_fkey foreign key (blocknumber) references blocks(number)
);
create index idx_events_created_at on events using btree (created_at);
create index idx_events_end_date on events using btree (end_date);
create index idx_events_entity_id on events using btree (entity_id);
create index idx_events_entity_type on events using btree (entity_type);
create index idx_events_event_type on events using btree (event_type);

create table follows (
    blockhash varchar,
    blocknumber integer,
    follower_user_id integer not null,
    followee_user_id integer not null,
    is_current boolean not null,
    is_delete boolean not null,
    created_at timestamp not null,
    txhash varchar not null default '',
    slot integer,
    constraint follows_pkey primary key (follower_user_id, followee_user_id, txhash),
    constraint follows_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index follows_blocknumber_idx on follows using btree (blocknumber);
create index follows_inbound_idx on follows using btree (followee_user_id, follower_user_id, is_delete);
create index idx_fanout on follows using btree (follower_user_id, followee_user_id);
create index idx_fanout_not_deleted on follows using btree (follower_user_id, followee_user_id) where (is_delete = false);
create index ix_follows_followee_user_id on follows using btree (followee_user_id);
create index ix_follows_follower_user_id on follows using btree (follower_user_id);

create table indexing_checkpoints (
    tablename varchar not null,
    last_checkpoint integer not null,
    signature varchar,
    constraint indexing_checkpoints_pkey primary key (tablename)
);

create sequence notification_id_seq as integer;
create table notification (
    id integer not null default nextval('notification_id_seq'::regclass),
    specifier varchar not null,
    group_id varchar not null,
    type varchar not null,
    slot integer,
    blocknumber integer,
    "timestamp" timestamp not null,
    data jsonb,
    user_ids integer[],
    type_v2 varchar,
    constraint notification_pkey primary key (id)
);
alter sequence notification_id_seq owned by notification.id;
create index ix_announcement on notification using btree (type, "timestamp") where (type = 'announcement');
create index ix_notification on notification using gin (user_ids);
create unique index uq_notification on notification using btree (group_id, specifier);

create table playlist_trending_scores (
    playlist_id integer not null,
    type varchar not null,
    version varchar not null,
    time_range varchar not null,
    score double precision not null,
    created_at timestamp not null default current_timestamp,
    constraint playlist_trending_scores_pkey primary key (playlist_id, type, version, time_range)
);
create index idx_playlist_trending_scores_filtered on playlist_trending_scores using btree (type, version, time_range, playlist_id, score desc);
create index ix_playlist_trending_scores_playlist_id on playlist_trending_scores using btree (playlist_id);

create table playlists (
    blockhash varchar,
    blocknumber integer,
    playlist_id integer not null,
    playlist_owner_id integer not null,
    is_album boolean not null,
    is_private boolean not null,
    playlist_name varchar,
    playlist_contents jsonb not null,
    playlist_image_multihash varchar,
    is_current boolean not null,
    is_delete boolean not null,
    description varchar,
    created_at timestamp not null,
    upc varchar,
    updated_at timestamp not null,
    playlist_image_sizes_multihash varchar,
    txhash varchar not null default '',
    last_added_to timestamp,
    slot integer,
    metadata_multihash varchar,
    is_image_autogenerated boolean not null default false,
    stream_conditions jsonb,
    ddex_app varchar,
    ddex_release_ids jsonb,
    artists jsonb,
    copyright_line jsonb,
    producer_copyright_line jsonb,
    parental_warning_type varchar,
    is_scheduled_release boolean not null default false,
    release_date timestamp,
    is_stream_gated boolean default false,
    constraint playlists_pkey primary key (playlist_id, txhash),
    constraint playlists_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index idx_playlist_status on playlists using btree (playlist_id, is_album, is_private, is_delete, is_current);
create index playlist_created_at_idx on playlists using btree (created_at);
create index playlist_owner_idx on playlists using btree (playlist_owner_id, created_at);
create index playlists_blocknumber_idx on playlists using btree (blocknumber);

create sequence plays_id_seq as integer;
create table plays (
    id integer not null default nextval('plays_id_seq'::regclass),
    user_id integer,
    source varchar,
    play_item_id integer not null,
    created_at timestamp not null default current_timestamp,
    updated_at timestamp not null default current_timestamp,
    slot integer,
    signature varchar,
    city varchar,
    region varchar,
    country varchar,
    constraint plays_pkey primary key (id)
);
alter sequence plays_id_seq owned by plays.id;
create index ix_plays_created_at on plays using btree (created_at);
create index ix_plays_slot on plays using btree (slot);
create index ix_plays_sol_signature on plays using btree (signature);
create index ix_plays_user_track_date on plays using btree (user_id, play_item_id, created_at) where (user_id is not null);

create table remixes (
    parent_track_id integer not null,
    child_track_id integer not null,
    constraint remixes_pkey primary key (parent_track_id, child_track_id)
);
create index remixes_child_idx on remixes using btree (child_track_id, parent_track_id);

create table reposts (
    blockhash varchar,
    blocknumber integer,
    user_id integer not null,
    repost_item_id integer not null,
    repost_type reposttype not null,
    is_current boolean not null,
    is_delete boolean not null,
    created_at timestamp not null,
    txhash varchar not null default '',
    slot integer,
    is_repost_of_repost boolean not null default false,
    constraint reposts_pkey primary key (user_id, repost_item_id, repost_type, txhash),
    constraint reposts_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index reposts_item_idx on reposts using btree (repost_item_id, repost_type, user_id, is_delete);
create index reposts_new_blocknumber_idx on reposts using btree (blocknumber);
create index reposts_new_created_at_idx on reposts using btree (created_at);
create index reposts_user_idx on reposts using btree (user_id, repost_type, repost_item_id, created_at, is_delete);

create table saves (
    blockhash varchar,
    blocknumber integer,
    user_id integer not null,
    save_item_id integer not null,
    save_type savetype not null,
    is_current boolean not null,
    is_delete boolean not null,
    created_at timestamp not null,
    txhash varchar not null default '',
    slot integer,
    is_save_of_repost boolean not null default false,
    constraint saves_pkey primary key (user_id, save_item_id, save_type, txhash),
    constraint saves_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index saves_item_idx on saves using btree (save_item_id, save_type, user_id, is_delete);
create index saves_new_blocknumber_idx on saves using btree (blocknumber);
create index saves_user_idx on saves using btree (user_id, save_type, save_item_id, is_delete);

create table sol_purchases (
    signature varchar not null,
    instruction_index integer not null,
    amount bigint not null,
    slot bigint not null,
    from_account varchar not null,
    content_type varchar not null,
    content_id integer not null,
    buyer_user_id integer not null,
    access_type varchar not null,
    valid_after_blocknumber bigint not null,
    is_valid boolean,
    city varchar,
    region varchar,
    country varchar,
    created_at timestamp default now(),
    constraint sol_purchases_pkey primary key (signature, instruction_index)
);
create index sol_purchases_buyer_user_id_idx on sol_purchases using btree (buyer_user_id, is_valid);
create index sol_purchases_content_idx on sol_purchases using btree (content_id, content_type, access_type, is_valid);
create index sol_purchases_from_account_idx on sol_purchases using btree (from_account, is_valid);
create index sol_purchases_valid_idx on sol_purchases using btree (is_valid, valid_after_blocknumber);

create table track_trending_scores (
    track_id integer not null,
    type varchar not null,
    genre varchar,
    version varchar not null,
    time_range varchar not null,
    score double precision not null,
    created_at timestamp not null,
    constraint track_trending_scores_pkey primary key (track_id, type, version, time_range)
);
create index idx_tts_genre_time_score on track_trending_scores using btree (genre, time_range, score desc, track_id);
create index ix_track_trending_scores_genre on track_trending_scores using btree (genre);
create index ix_track_trending_scores_track_id on track_trending_scores using btree (track_id);
create index ix_trending_scores on track_trending_scores using btree (type, version, time_range, score desc, track_id);

create table tracks (
    blockhash varchar,
    track_id integer not null,
    is_current boolean not null,
    is_delete boolean not null,
    owner_id integer not null,
    title text,
    cover_art varchar,
    tags varchar,
    genre varchar,
    mood varchar,
    credits_splits varchar,
    create_date varchar,
    file_type varchar,
    metadata_multihash varchar,
    blocknumber integer,
    created_at timestamp not null,
    description varchar,
    isrc varchar,
    iswc varchar,
    license varchar,
    updated_at timestamp not null,
    cover_art_sizes varchar,
    is_unlisted boolean not null default false,
    field_visibility jsonb,
    route_id varchar,
    stem_of jsonb,
    remix_of jsonb,
    txhash varchar not null default '',
    slot integer,
    is_available boolean not null default true,
    stream_conditions jsonb,
    track_cid varchar,
    is_playlist_upload boolean not null default false,
    duration integer default 0,
    ai_attribution_user_id integer,
    preview_cid varchar,
    audio_upload_id varchar,
    preview_start_seconds double precision,
    release_date timestamp,
    track_segments jsonb not null default '[]',
    is_scheduled_release boolean not null default false,
    is_downloadable boolean not null default false,
    download_conditions jsonb,
    is_original_available boolean not null default false,
    orig_file_cid varchar,
    orig_filename varchar,
    playlists_containing_track integer[] not null default '{}',
    placement_hosts text,
    ddex_app varchar,
    ddex_release_ids jsonb,
    artists jsonb,
    resource_contributors jsonb,
    indirect_resource_contributors jsonb,
    rights_controller jsonb,
    copyright_line jsonb,
    producer_copyright_line jsonb,
    parental_warning_type varchar,
    playlists_previously_containing_track jsonb not null default jsonb_build_object(),
    allowed_api_keys text[],
    bpm double precision,
    musical_key varchar,
    audio_analysis_error_count integer not null default 0,
    is_custom_bpm boolean default false,
    is_custom_musical_key boolean default false,
    comments_disabled boolean default false,
    pinned_comment_id integer,
    cover_original_song_title varchar,
    cover_original_artist varchar,
    is_owned_by_user boolean not null default false,
    is_stream_gated boolean default false,
    is_download_gated boolean default false,
    no_ai_use boolean default false,
    parental_warning parental_warning_type,
    territory_codes text[],
    constraint tracks_pkey primary key (track_id, txhash),
    constraint tracks_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index fix_tracks_top_genre_users_idx on tracks using btree (track_id, owner_id, genre, is_unlisted, is_delete) where (stem_of is null);
create index idx_ddex_release_ids on tracks using gin (ddex_release_ids);
create index idx_track_status on tracks using btree (track_id, is_unlisted, is_available, is_delete, is_current);
create index idx_tracks_stream_conditions_gin on tracks using gin (stream_conditions);
create index track_created_at_idx on tracks using btree (created_at);
create index track_owner_id_idx on tracks using btree (owner_id);
create index track_owner_idx on tracks using btree (owner_id, created_at);
create index tracks_ai_attribution_user_id on tracks using btree (ai_attribution_user_id) where (ai_attribution_user_id is not null);
create index tracks_blocknumber_idx on tracks using btree (blocknumber);
create index tracks_track_cid_idx on tracks using btree (track_cid, is_delete);

create table trending_results (
    user_id integer not null,
    id varchar,
    rank integer not null,
    type varchar not null,
    version varchar not null,
    week date not null,
    constraint trending_results_pkey primary key (rank, type, version, week)
);

create table user_challenges (
    challenge_id varchar not null,
    user_id integer not null,
    specifier varchar not null,
    is_complete boolean not null,
    current_step_count integer,
    completed_blocknumber integer,
    amount integer not null default 0,
    created_at timestamptz not null default now(),
    completed_at timestamp,
    constraint user_challenges_pkey primary key (challenge_id, specifier),
    constraint user_challenges_challenge_id_fkey foreign key (challenge_id) references challenges(id)
);
create index user_challenges_challenge_idx on user_challenges using btree (challenge_id);
create index user_challenges_user_id on user_challenges using btree (user_id);

create sequence user_events_id_seq as integer;
create table user_events (
    id integer not null default nextval('user_events_id_seq'::regclass),
    blockhash varchar,
    blocknumber integer,
    is_current boolean not null,
    user_id integer not null,
    referrer integer,
    is_mobile_user boolean not null default false,
    slot integer,
    constraint user_events_pkey primary key (id),
    constraint user_events_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
alter sequence user_events_id_seq owned by user_events.id;
create index user_events_user_id_idx on user_events using btree (user_id);

create table user_tips (
    slot integer not null,
    signature varchar not null,
    sender_user_id integer not null,
    receiver_user_id integer not null,
    amount bigint not null,
    created_at timestamp not null default current_timestamp,
    updated_at timestamp not null default current_timestamp,
    constraint user_tips_pkey primary key (slot, signature)
);
create index ix_user_tips_receiver_user_id on user_tips using btree (receiver_user_id);
create index ix_user_tips_sender_user_id on user_tips using btree (sender_user_id);

create table users (
    blockhash varchar,
    user_id integer not null,
    is_current boolean not null,
    handle varchar,
    wallet varchar,
    name text,
    profile_picture varchar,
    cover_photo varchar,
    bio varchar,
    location varchar,
    metadata_multihash varchar,
    creator_node_endpoint varchar,
    blocknumber integer,
    is_verified boolean not null default false,
    created_at timestamp not null default current_timestamp,
    updated_at timestamp not null default current_timestamp,
    handle_lc varchar,
    cover_photo_sizes varchar,
    profile_picture_sizes varchar,
    primary_id integer,
    secondary_ids integer[],
    replica_set_update_signer varchar,
    has_collectibles boolean not null default false,
    txhash varchar not null default '',
    playlist_library jsonb,
    is_deactivated boolean not null default false,
    slot integer,
    user_storage_account varchar,
    user_authority_account varchar,
    artist_pick_track_id integer,
    is_available boolean not null default true,
    is_storage_v2 boolean not null default false,
    allow_ai_attribution boolean not null default false,
    spl_usdc_payout_wallet varchar,
    twitter_handle varchar,
    instagram_handle varchar,
    tiktok_handle varchar,
    verified_with_twitter boolean default false,
    verified_with_instagram boolean default false,
    verified_with_tiktok boolean default false,
    website varchar,
    donation varchar,
    profile_type profile_type_enum,
    constraint users_pkey primary key (user_id, txhash),
    constraint users_blocknumber_fkey foreign key (blocknumber) references blocks(number) on delete cascade
);
create index idx_lower_wallet on users using btree (lower(wallet));
create index idx_user_status on users using btree (user_id, is_deactivated, is_available, is_current);
create index ix_user_created_at on users using btree (created_at, user_id, is_current);
create index ix_users_active_count on users using btree (is_deactivated, is_current, handle_lc, is_available) where ((is_deactivated = false) and (is_current = true) and (handle_lc is not null) and (is_available = true));
create index users_new_blocknumber_idx on users using btree (blocknumber);
create index users_new_handle_lc_idx on users using btree (handle_lc);
create index users_new_wallet_idx on users using btree (wallet);

-- The valid purchases, with the present owner of what was bought as the seller (null for unknown content).
create view v_usdc_purchases as
select
    purchases.signature,
    purchases.slot,
    purchases.buyer_user_id,
    coalesce(tracks.owner_id, playlists.playlist_owner_id) as seller_user_id,
    purchases.amount,
    purchases.content_type::usdc_purchase_content_type as content_type,
    purchases.content_id,
    purchases.created_at,
    purchases.created_at as updated_at
from sol_purchases as purchases
left join tracks
    on purchases.content_type = 'track'
    and purchases.content_id = tracks.track_id
    and tracks.is_current
left join playlists
    on purchases.content_type in ('playlist', 'album')
    and purchases.content_id = playlists.playlist_id
    and playlists.is_current
where purchases.is_valid;

-- Stands for the platform's own generic trigger: it tells users of rewards they can claim, or that cool down.
create function handle_on_user_challenge() returns trigger language plpgsql as $$
declare
    cooldown integer;
    notice record;
begin
    if not new.is_complete then
        return null;
    end if;

    select cooldown_days into cooldown from challenges where id = new.challenge_id;

    for notice in
        select 'claimable_reward' as type, new.specifier as specifier, to_jsonb(new.amount) as amount
        where coalesce(cooldown, 0) = 0 and new.challenge_id not in ('tt', 'tp', 'tut')
        union all
        select 'challenge_reward', new.user_id::varchar, to_jsonb(new.amount || '00000000')
        where coalesce(cooldown, 0) = 0
        union all
        select 'reward_in_cooldown', new.specifier, to_jsonb(new.amount)
        where
            cooldown > 0
            and new.challenge_id not in ('b', 's')
            and not exists (
                select 1
                from notification
                where
                    type = 'reward_in_cooldown'
                    and new.user_id = any(user_ids)
                    and "timestamp" >= new.completed_at - interval '1 hour'
            )
    loop
        insert into notification (specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
        values (
            notice.specifier,
            notice.type || ':' || new.user_id || ':challenge:' || new.challenge_id || ':specifier:' || new.specifier,
            notice.type,
            new.completed_blocknumber,
            new.completed_at,
            jsonb_build_object(
                'specifier', new.specifier, 'challenge_id', new.challenge_id, 'amount', notice.amount
            ),
            array[new.user_id]
        )
        on conflict (group_id, specifier) do nothing;
    end loop;
    return null;
end;
$$;

create trigger on_user_challenge
after insert or update on user_challenges
for each row execute function handle_on_user_challenge();
