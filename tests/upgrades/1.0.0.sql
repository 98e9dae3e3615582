SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA challenges_loader;
CREATE TYPE challenges_loader.rolling_caps_state AS (
	accepted_at timestamp without time zone[],
	accepted_groups bigint[],
	count_in_window integer,
	count_in_group integer,
	is_within_window boolean,
	is_within_group boolean
);
CREATE TYPE challenges_loader.rolling_caps_verdict AS (
	count_in_window integer,
	count_in_group integer,
	is_within_window boolean,
	is_within_group boolean
);
CREATE TYPE public.challengetype AS ENUM (
    'boolean',
    'numeric',
    'aggregate',
    'trending'
);
CREATE TYPE public.event_entity_type AS ENUM (
    'track',
    'collection',
    'user'
);
CREATE TYPE public.event_type AS ENUM (
    'remix_contest',
    'live_event',
    'new_release'
);
CREATE TYPE public.parental_warning_type AS ENUM (
    'explicit',
    'explicit_content_edited',
    'not_explicit',
    'no_advice_available'
);
CREATE TYPE public.profile_type_enum AS ENUM (
    'label'
);
CREATE TYPE public.reposttype AS ENUM (
    'track',
    'playlist',
    'album'
);
CREATE TYPE public.savetype AS ENUM (
    'track',
    'playlist',
    'album'
);
CREATE TYPE public.usdc_purchase_content_type AS ENUM (
    'track',
    'playlist',
    'album'
);
CREATE FUNCTION challenges_loader.handle_tastemaker() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
declare
    track_hex text := substring(new.specifier from '^[1-9a-f][0-9a-f]{0,7}:t:([1-9a-f][0-9a-f]{0,7})$');
    trending_track_id bigint := ('x' || lpad(track_hex, 16, '0'))::bit(64)::bigint;
    trending_track_owner_id integer;
    action text;
begin
    select owner_id into trending_track_owner_id
    from public.tracks
    where track_id = trending_track_id and is_current
    order by owner_id
    limit 1;
    if not found then
        return null;
    end if;
    select case when count(*) > 0 then 'repost' else 'save' end into action
    from public.reposts
    where
        user_id = new.user_id
        and repost_item_id = trending_track_id
        and repost_type = 'track'
        and is_current
        and not is_delete;
    insert into public.notification (specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
    values (
        trending_track_id::text,
        'tastemaker_user_id:' || new.user_id || ':tastemaker_item_id:' || trending_track_id,
        'tastemaker',
        new.completed_blocknumber,
        new.completed_at,
        jsonb_build_object(
            'tastemaker_item_id', trending_track_id,
            'tastemaker_item_type', 'track',
            'tastemaker_item_owner_id', trending_track_owner_id,
            'action', action,
            'tastemaker_user_id', new.user_id
        ),
        array[new.user_id]
    )
    on conflict (group_id, specifier) do nothing;
    return null;
end;
$_$;
CREATE FUNCTION challenges_loader.handle_trending() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
declare
    notification_type text := case new.challenge_id when 'tt' then 'trending' else 'trending_underground' end;
    results_type text := case new.challenge_id when 'tt' then 'TRACKS' else 'UNDERGROUND_TRACKS' end;
    winner record;
begin
    select id::bigint as track_id, rank into winner
    from public.trending_results
    where
        type = results_type
        and version = 'pnagD'
        and to_char(week, 'YYYY-MM-DD') || ':' || rank = new.specifier
        and case when id ~ '^[1-9][0-9]{0,9}$' then id::bigint <= 2147483647 end;
    if not found then
        return null;
    end if;
    insert into public.notification (specifier, group_id, type, blocknumber, "timestamp", data, user_ids)
    values (
        winner.track_id::text,
        notification_type || ':time_range:week:genre:all:rank:' || winner.rank || ':track_id:' || winner.track_id
        || ':timestamp:' || floor(extract(epoch from new.completed_at))::bigint,
        notification_type,
        new.completed_blocknumber,
        new.completed_at,
        jsonb_build_object(
            'time_range', 'week', 'genre', 'all', 'rank', winner.rank, 'track_id', winner.track_id
        ),
        array[new.user_id]
    )
    on conflict (group_id, specifier) do nothing;
    return null;
end;
$_$;
CREATE FUNCTION challenges_loader.lock_writer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    is_locked boolean;
begin
    -- An expression. "perform" would be a query and take twice as long.
    is_locked :=
        pg_catalog.pg_advisory_xact_lock_shared(2003986804, pg_catalog.hashtext(new.challenge_id)) is not null;
    return new;
exception
    -- The platform renamed the column, or the writer may not take locks. Only a wait that is too long is an error.
    when syntax_error_or_access_rule_violation then
        raise warning 'challenges: the writer lock of a reward could not be taken: %', sqlerrm;
        return new;
end;
$$;
CREATE FUNCTION challenges_loader.note_changed_rewards() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    reason constant text := 'a reward was taken away or changed by somebody else';
begin
    if tg_op = 'TRUNCATE' then
        insert into challenges_loader.full_reads (reason) values (reason);
    else
        insert into challenges_loader.full_reads (challenge_id, reason)
        select distinct old_rows.challenge_id, reason
        from old_rows
        where old_rows.is_complete;
    end if;
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason)
            values ('a change of user_challenges could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of user_challenges could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;
CREATE FUNCTION challenges_loader.note_changed_rows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if tg_op <> 'INSERT' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct tg_argv[0], (changed.old_row ->> tg_argv[1])::integer
        from old_rows
        cross join to_jsonb(old_rows) as changed (old_row)
        where changed.old_row -> tg_argv[1] is distinct from 'null';
    end if;
    if tg_op <> 'DELETE' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct tg_argv[0], (changed.new_row ->> tg_argv[1])::integer
        from new_rows
        cross join to_jsonb(new_rows) as changed (new_row)
        where changed.new_row -> tg_argv[1] is distinct from 'null';
    end if;
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason)
            values (format('a change of %s could not be noted', tg_argv[0]));
        exception
            when others then
                raise warning 'challenges: a change of % could not be noted: %', tg_argv[0], sqlerrm;
        end;
        return null;
end;
$$;
CREATE FUNCTION challenges_loader.rolling_caps_result(state challenges_loader.rolling_caps_state) RETURNS challenges_loader.rolling_caps_verdict
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select state.count_in_window, state.count_in_group, state.is_within_window, state.is_within_group
$$;
CREATE FUNCTION challenges_loader.rolling_caps_step(state challenges_loader.rolling_caps_state, qualified_at timestamp without time zone, window_width interval, minted_in_window bigint, window_cap integer, group_id bigint, minted_in_group bigint, group_cap integer) RETURNS challenges_loader.rolling_caps_state
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
    -- Candidates come in the order of their time. Those accepted before are earlier, or of the same time.
    select minted_in_window + count(*) into state.count_in_window
    from unnest(state.accepted_at) as accepted_at
    where accepted_at >= qualified_at - window_width;
    select minted_in_group + count(*) into state.count_in_group
    from unnest(state.accepted_groups) as accepted_group
    where accepted_group = group_id;
    state.is_within_window := window_cap is null or state.count_in_window < window_cap;
    state.is_within_group := group_cap is null or group_id is null or state.count_in_group < group_cap;
    if state.is_within_window and state.is_within_group then
        state.accepted_at := state.accepted_at || qualified_at;
        state.accepted_groups := state.accepted_groups || group_id;
    end if;
    return state;
end;
$$;
CREATE FUNCTION challenges_loader.winners_of_event(event_data jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
    select array_agg(ltrim(winner, '0'))
    from jsonb_array_elements_text(
        case when jsonb_typeof(event_data -> 'winners') = 'array' then event_data -> 'winners' else '[]' end
    ) as winner
    where winner ~ '^0*[1-9][0-9]{0,9}$'
$_$;
CREATE FUNCTION public.handle_on_user_challenge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE AGGREGATE challenges_loader.rolling_caps(qualified_at timestamp without time zone, window_width interval, minted_in_window bigint, window_cap integer, group_id bigint, minted_in_group bigint, group_cap integer) (
    SFUNC = challenges_loader.rolling_caps_step,
    STYPE = challenges_loader.rolling_caps_state,
    INITCOND = '({},{},,,,)',
    FINALFUNC = challenges_loader.rolling_caps_result,
    PARALLEL = safe
);
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.playlists (
    blockhash character varying,
    blocknumber integer,
    playlist_id integer NOT NULL,
    playlist_owner_id integer NOT NULL,
    is_album boolean NOT NULL,
    is_private boolean NOT NULL,
    playlist_name character varying,
    playlist_contents jsonb NOT NULL,
    playlist_image_multihash character varying,
    is_current boolean NOT NULL,
    is_delete boolean NOT NULL,
    description character varying,
    created_at timestamp without time zone NOT NULL,
    upc character varying,
    updated_at timestamp without time zone NOT NULL,
    playlist_image_sizes_multihash character varying,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    last_added_to timestamp without time zone,
    slot integer,
    metadata_multihash character varying,
    is_image_autogenerated boolean DEFAULT false NOT NULL,
    stream_conditions jsonb,
    ddex_app character varying,
    ddex_release_ids jsonb,
    artists jsonb,
    copyright_line jsonb,
    producer_copyright_line jsonb,
    parental_warning_type character varying,
    is_scheduled_release boolean DEFAULT false NOT NULL,
    release_date timestamp without time zone,
    is_stream_gated boolean DEFAULT false
);
CREATE TABLE public.sol_purchases (
    signature character varying NOT NULL,
    instruction_index integer NOT NULL,
    amount bigint NOT NULL,
    slot bigint NOT NULL,
    from_account character varying NOT NULL,
    content_type character varying NOT NULL,
    content_id integer NOT NULL,
    buyer_user_id integer NOT NULL,
    access_type character varying NOT NULL,
    valid_after_blocknumber bigint NOT NULL,
    is_valid boolean,
    city character varying,
    region character varying,
    country character varying,
    created_at timestamp without time zone DEFAULT now()
);
CREATE TABLE public.tracks (
    blockhash character varying,
    track_id integer NOT NULL,
    is_current boolean NOT NULL,
    is_delete boolean NOT NULL,
    owner_id integer NOT NULL,
    title text,
    cover_art character varying,
    tags character varying,
    genre character varying,
    mood character varying,
    credits_splits character varying,
    create_date character varying,
    file_type character varying,
    metadata_multihash character varying,
    blocknumber integer,
    created_at timestamp without time zone NOT NULL,
    description character varying,
    isrc character varying,
    iswc character varying,
    license character varying,
    updated_at timestamp without time zone NOT NULL,
    cover_art_sizes character varying,
    is_unlisted boolean DEFAULT false NOT NULL,
    field_visibility jsonb,
    route_id character varying,
    stem_of jsonb,
    remix_of jsonb,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    slot integer,
    is_available boolean DEFAULT true NOT NULL,
    stream_conditions jsonb,
    track_cid character varying,
    is_playlist_upload boolean DEFAULT false NOT NULL,
    duration integer DEFAULT 0,
    ai_attribution_user_id integer,
    preview_cid character varying,
    audio_upload_id character varying,
    preview_start_seconds double precision,
    release_date timestamp without time zone,
    track_segments jsonb DEFAULT '[]'::jsonb NOT NULL,
    is_scheduled_release boolean DEFAULT false NOT NULL,
    is_downloadable boolean DEFAULT false NOT NULL,
    download_conditions jsonb,
    is_original_available boolean DEFAULT false NOT NULL,
    orig_file_cid character varying,
    orig_filename character varying,
    playlists_containing_track integer[] DEFAULT '{}'::integer[] NOT NULL,
    placement_hosts text,
    ddex_app character varying,
    ddex_release_ids jsonb,
    artists jsonb,
    resource_contributors jsonb,
    indirect_resource_contributors jsonb,
    rights_controller jsonb,
    copyright_line jsonb,
    producer_copyright_line jsonb,
    parental_warning_type character varying,
    playlists_previously_containing_track jsonb DEFAULT jsonb_build_object() NOT NULL,
    allowed_api_keys text[],
    bpm double precision,
    musical_key character varying,
    audio_analysis_error_count integer DEFAULT 0 NOT NULL,
    is_custom_bpm boolean DEFAULT false,
    is_custom_musical_key boolean DEFAULT false,
    comments_disabled boolean DEFAULT false,
    pinned_comment_id integer,
    cover_original_song_title character varying,
    cover_original_artist character varying,
    is_owned_by_user boolean DEFAULT false NOT NULL,
    is_stream_gated boolean DEFAULT false,
    is_download_gated boolean DEFAULT false,
    no_ai_use boolean DEFAULT false,
    parental_warning public.parental_warning_type,
    territory_codes text[]
);
CREATE VIEW public.v_usdc_purchases AS
 SELECT purchases.signature,
    purchases.slot,
    purchases.buyer_user_id,
    COALESCE(tracks.owner_id, playlists.playlist_owner_id) AS seller_user_id,
    purchases.amount,
    (purchases.content_type)::public.usdc_purchase_content_type AS content_type,
    purchases.content_id,
    purchases.created_at,
    purchases.created_at AS updated_at
   FROM ((public.sol_purchases purchases
     LEFT JOIN public.tracks ON ((((purchases.content_type)::text = 'track'::text) AND (purchases.content_id = tracks.track_id) AND tracks.is_current)))
     LEFT JOIN public.playlists ON ((((purchases.content_type)::text = ANY ((ARRAY['playlist'::character varying, 'album'::character varying])::text[])) AND (purchases.content_id = playlists.playlist_id) AND playlists.is_current)))
  WHERE purchases.is_valid;
CREATE TABLE challenges_loader.adoptions (
    challenge_id character varying NOT NULL,
    adoption_date timestamp without time zone NOT NULL
);
CREATE TABLE public.challenges (
    id character varying NOT NULL,
    type public.challengetype NOT NULL,
    amount character varying NOT NULL,
    active boolean NOT NULL,
    step_count integer,
    starting_block integer,
    weekly_pool integer,
    cooldown_days integer
);
CREATE TABLE public.blocks (
    blockhash character varying NOT NULL,
    parenthash character varying,
    is_current boolean,
    number integer
);
CREATE TABLE public.users (
    blockhash character varying,
    user_id integer NOT NULL,
    is_current boolean NOT NULL,
    handle character varying,
    wallet character varying,
    name text,
    profile_picture character varying,
    cover_photo character varying,
    bio character varying,
    location character varying,
    metadata_multihash character varying,
    creator_node_endpoint character varying,
    blocknumber integer,
    is_verified boolean DEFAULT false NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    handle_lc character varying,
    cover_photo_sizes character varying,
    profile_picture_sizes character varying,
    primary_id integer,
    secondary_ids integer[],
    replica_set_update_signer character varying,
    has_collectibles boolean DEFAULT false NOT NULL,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    playlist_library jsonb,
    is_deactivated boolean DEFAULT false NOT NULL,
    slot integer,
    user_storage_account character varying,
    user_authority_account character varying,
    artist_pick_track_id integer,
    is_available boolean DEFAULT true NOT NULL,
    is_storage_v2 boolean DEFAULT false NOT NULL,
    allow_ai_attribution boolean DEFAULT false NOT NULL,
    spl_usdc_payout_wallet character varying,
    twitter_handle character varying,
    instagram_handle character varying,
    tiktok_handle character varying,
    verified_with_twitter boolean DEFAULT false,
    verified_with_instagram boolean DEFAULT false,
    verified_with_tiktok boolean DEFAULT false,
    website character varying,
    donation character varying,
    profile_type public.profile_type_enum
);
CREATE TABLE challenges_loader.changed_rows (
    id bigint NOT NULL,
    table_name character varying NOT NULL,
    scope_id integer NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL
);
CREATE TABLE public.comments (
    comment_id integer NOT NULL,
    text text NOT NULL,
    user_id integer NOT NULL,
    entity_id integer NOT NULL,
    entity_type text NOT NULL,
    track_timestamp_s bigint,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    is_delete boolean DEFAULT false,
    is_visible boolean DEFAULT true,
    is_edited boolean DEFAULT false,
    txhash text NOT NULL,
    blockhash text NOT NULL,
    blocknumber integer
);
CREATE TABLE public.user_challenges (
    challenge_id character varying NOT NULL,
    user_id integer NOT NULL,
    specifier character varying NOT NULL,
    is_complete boolean NOT NULL,
    current_step_count integer,
    completed_blocknumber integer,
    amount integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp without time zone
);
CREATE TABLE public.remixes (
    parent_track_id integer NOT NULL,
    child_track_id integer NOT NULL
);
CREATE TABLE public.reposts (
    blockhash character varying,
    blocknumber integer,
    user_id integer NOT NULL,
    repost_item_id integer NOT NULL,
    repost_type public.reposttype NOT NULL,
    is_current boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamp without time zone NOT NULL,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    slot integer,
    is_repost_of_repost boolean DEFAULT false NOT NULL
);
CREATE TABLE public.saves (
    blockhash character varying,
    blocknumber integer,
    user_id integer NOT NULL,
    save_item_id integer NOT NULL,
    save_type public.savetype NOT NULL,
    is_current boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamp without time zone NOT NULL,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    slot integer,
    is_save_of_repost boolean DEFAULT false NOT NULL
);
CREATE TABLE public.trending_results (
    user_id integer NOT NULL,
    id character varying,
    rank integer NOT NULL,
    type character varying NOT NULL,
    version character varying NOT NULL,
    week date NOT NULL
);
CREATE TABLE public.events (
    event_id integer NOT NULL,
    event_type public.event_type NOT NULL,
    user_id integer NOT NULL,
    entity_type public.event_entity_type,
    entity_id integer,
    end_date timestamp without time zone,
    is_deleted boolean DEFAULT false,
    event_data jsonb,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    txhash text NOT NULL,
    blockhash text NOT NULL,
    blocknumber integer
);
CREATE TABLE public.aggregate_user (
    user_id integer NOT NULL,
    track_count bigint DEFAULT 0,
    playlist_count bigint DEFAULT 0,
    album_count bigint DEFAULT 0,
    follower_count bigint DEFAULT 0,
    following_count bigint DEFAULT 0,
    repost_count bigint DEFAULT 0,
    track_save_count bigint DEFAULT 0,
    supporter_count integer DEFAULT 0 NOT NULL,
    supporting_count integer DEFAULT 0 NOT NULL,
    dominant_genre character varying,
    dominant_genre_count integer DEFAULT 0,
    score integer DEFAULT 0,
    total_track_count bigint DEFAULT 0,
    track_share_count integer DEFAULT 0
);
CREATE TABLE public.track_trending_scores (
    track_id integer NOT NULL,
    type character varying NOT NULL,
    genre character varying,
    version character varying NOT NULL,
    time_range character varying NOT NULL,
    score double precision NOT NULL,
    created_at timestamp without time zone NOT NULL
);
CREATE TABLE challenges_loader.challenge_loads (
    challenge_id character varying NOT NULL,
    load_id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seconds double precision NOT NULL,
    scopes integer,
    new bigint NOT NULL,
    updated bigint NOT NULL,
    already_right bigint NOT NULL,
    rows_also_written bigint NOT NULL,
    unpayable bigint NOT NULL,
    audio numeric NOT NULL,
    outcome character varying NOT NULL,
    error text
);
CREATE TABLE challenges_loader.challenge_status (
    challenge_id character varying NOT NULL,
    load_id bigint NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    outcome character varying NOT NULL,
    error text,
    succeeded_at timestamp with time zone,
    failing_since timestamp with time zone
);
ALTER TABLE challenges_loader.changed_rows ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME challenges_loader.changed_rows_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE challenges_loader.full_reads (
    id bigint NOT NULL,
    challenge_id character varying,
    reason text NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE challenges_loader.full_reads ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME challenges_loader.full_reads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE challenges_loader.loads (
    id bigint NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    backend_pid integer DEFAULT pg_backend_pid(),
    version text NOT NULL,
    is_full boolean NOT NULL,
    is_quiet boolean NOT NULL,
    as_of timestamp with time zone,
    challenge_ids character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    outcome character varying,
    error text
);
ALTER TABLE challenges_loader.loads ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME challenges_loader.loads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE challenges_loader.migrations (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE challenges_loader.mints (
    challenge_id character varying NOT NULL,
    specifier character varying NOT NULL,
    load_id bigint NOT NULL
);
CREATE TABLE challenges_loader.watermarks (
    challenge_id character varying NOT NULL,
    block_number integer NOT NULL,
    block_hash character varying,
    transaction_id xid8 NOT NULL,
    catalog_row text NOT NULL,
    rules_version text NOT NULL
);
CREATE TABLE public.aggregate_monthly_plays (
    play_item_id integer NOT NULL,
    "timestamp" date DEFAULT CURRENT_TIMESTAMP NOT NULL,
    count integer NOT NULL,
    country text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.challenge_disbursements (
    challenge_id character varying NOT NULL,
    user_id integer NOT NULL,
    specifier character varying NOT NULL,
    signature character varying NOT NULL,
    slot integer NOT NULL,
    amount character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now()
);
CREATE TABLE public.challenge_listen_streak (
    user_id integer NOT NULL,
    last_listen_date timestamp without time zone,
    listen_streak integer NOT NULL
);
CREATE SEQUENCE public.challenge_listen_streak_user_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.challenge_listen_streak_user_id_seq OWNED BY public.challenge_listen_streak.user_id;
CREATE TABLE public.challenge_profile_completion (
    user_id integer NOT NULL,
    profile_description boolean NOT NULL,
    profile_name boolean NOT NULL,
    profile_picture boolean NOT NULL,
    profile_cover_photo boolean NOT NULL,
    follows boolean NOT NULL,
    favorites boolean NOT NULL,
    reposts boolean NOT NULL
);
CREATE SEQUENCE public.challenge_profile_completion_user_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.challenge_profile_completion_user_id_seq OWNED BY public.challenge_profile_completion.user_id;
CREATE TABLE public.follows (
    blockhash character varying,
    blocknumber integer,
    follower_user_id integer NOT NULL,
    followee_user_id integer NOT NULL,
    is_current boolean NOT NULL,
    is_delete boolean NOT NULL,
    created_at timestamp without time zone NOT NULL,
    txhash character varying DEFAULT ''::character varying NOT NULL,
    slot integer
);
CREATE TABLE public.indexing_checkpoints (
    tablename character varying NOT NULL,
    last_checkpoint integer NOT NULL,
    signature character varying
);
CREATE TABLE public.notification (
    id integer NOT NULL,
    specifier character varying NOT NULL,
    group_id character varying NOT NULL,
    type character varying NOT NULL,
    slot integer,
    blocknumber integer,
    "timestamp" timestamp without time zone NOT NULL,
    data jsonb,
    user_ids integer[],
    type_v2 character varying
);
CREATE SEQUENCE public.notification_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notification_id_seq OWNED BY public.notification.id;
CREATE TABLE public.playlist_trending_scores (
    playlist_id integer NOT NULL,
    type character varying NOT NULL,
    version character varying NOT NULL,
    time_range character varying NOT NULL,
    score double precision NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE public.plays (
    id integer NOT NULL,
    user_id integer,
    source character varying,
    play_item_id integer NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    slot integer,
    signature character varying,
    city character varying,
    region character varying,
    country character varying
);
CREATE SEQUENCE public.plays_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.plays_id_seq OWNED BY public.plays.id;
CREATE TABLE public.user_events (
    id integer NOT NULL,
    blockhash character varying,
    blocknumber integer,
    is_current boolean NOT NULL,
    user_id integer NOT NULL,
    referrer integer,
    is_mobile_user boolean DEFAULT false NOT NULL,
    slot integer
);
CREATE SEQUENCE public.user_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.user_events_id_seq OWNED BY public.user_events.id;
ALTER TABLE ONLY public.challenge_listen_streak ALTER COLUMN user_id SET DEFAULT nextval('public.challenge_listen_streak_user_id_seq'::regclass);
ALTER TABLE ONLY public.challenge_profile_completion ALTER COLUMN user_id SET DEFAULT nextval('public.challenge_profile_completion_user_id_seq'::regclass);
ALTER TABLE ONLY public.notification ALTER COLUMN id SET DEFAULT nextval('public.notification_id_seq'::regclass);
ALTER TABLE ONLY public.plays ALTER COLUMN id SET DEFAULT nextval('public.plays_id_seq'::regclass);
ALTER TABLE ONLY public.user_events ALTER COLUMN id SET DEFAULT nextval('public.user_events_id_seq'::regclass);
INSERT INTO challenges_loader.adoptions VALUES
	('c', '2026-01-01 00:00:00');
INSERT INTO challenges_loader.challenge_loads VALUES
	('b', 1, '2026-11-25 23:50:14.906559+00', 0.040575, NULL, 5, 0, 0, 0, 0, 19, 'ok', NULL),
	('c', 1, '2026-11-25 23:50:14.950565+00', 0.085375, NULL, 104, 0, 0, 0, 0, 104, 'ok', NULL),
	('cp', 1, '2026-11-25 23:50:15.037471+00', 0.030937, NULL, 1, 0, 0, 0, 0, 10, 'ok', NULL),
	('s', 1, '2026-11-25 23:50:15.116978+00', 0.030621, NULL, 4, 0, 0, 0, 0, 85, 'ok', NULL),
	('t', 1, '2026-11-25 23:50:15.15055+00', 0.061559, NULL, 18, 0, 0, 0, 0, 1800, 'ok', NULL),
	('w', 1, '2026-11-25 23:50:15.287174+00', 0.04364, NULL, 6, 0, 0, 0, 0, 6000, 'ok', NULL),
	('cs', 1, '2026-11-25 23:50:15.069435+00', 0.047485, NULL, 0, 0, 0, 0, 0, 0, 'ok', NULL),
	('tt', 1, '2026-11-25 23:50:15.214452+00', 0.044001, NULL, 0, 0, 0, 0, 0, 0, 'ok', NULL),
	('tut', 1, '2026-11-25 23:50:15.258506+00', 0.028619, NULL, 0, 0, 0, 0, 0, 0, 'ok', NULL),
	('tt', 2, '2026-11-25 23:50:15.395444+00', 0.017912, NULL, 9, 0, 0, 10, 0, 5400, 'ok', NULL),
	('tut', 2, '2026-11-25 23:50:15.421077+00', 0.021375, NULL, 9, 0, 0, 10, 0, 4500, 'ok', NULL);
INSERT INTO challenges_loader.challenge_status VALUES
	('tt', 2, '2026-11-25 23:50:15.395444+00', 'ok', NULL, '2026-11-25 23:50:15.395444+00', NULL),
	('tut', 2, '2026-11-25 23:50:15.421077+00', 'ok', NULL, '2026-11-25 23:50:15.421077+00', NULL),
	('b', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('c', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('cp', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('cs', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('s', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('w', 2, '2026-11-25 23:50:15.358165+00', 'ok', NULL, '2026-11-25 23:50:15.358165+00', NULL),
	('t', 2, '2026-11-25 23:50:15.383918+00', 'ok', NULL, '2026-11-25 23:50:15.383918+00', NULL);
INSERT INTO challenges_loader.loads OVERRIDING SYSTEM VALUE VALUES
	(1, '2026-11-25 23:50:14.894594+00', '2026-11-25 23:50:15.340297+00', 20240, '1.0.0', false, false, '2026-05-21 12:00:00+00', '{b,c,cp,cs,s,t,tt,tut,w}', 'ok', NULL),
	(2, '2026-11-25 23:50:15.349253+00', '2026-11-25 23:50:15.448004+00', 20240, '1.0.0', false, false, '2026-05-22 12:00:00+00', '{b,c,cp,cs,s,t,tt,tut,w}', 'ok', NULL);
INSERT INTO challenges_loader.migrations VALUES
	('0001_watermarks.sql', 'b20bf1316a99ca9f39dddbc49e42b1f78a81fa8aa27ba1904e06157c58e87f12', '2026-11-25 23:49:47.813562+00'),
	('0002_ledger.sql', '4e6b897885f2d1a235f2a22af1755b6c72ce973cc7f9bacb0690a5cb5c4288a2', '2026-11-25 23:49:47.834048+00'),
	('0003_rolling_caps.sql', 'd93f1383fbe24fa5dcb0cc2046784f7185052a2291b14f5013d9ce625a3e6e5b', '2026-11-25 23:49:47.867708+00'),
	('0004_change_notes.sql', '26d708499cc67d9446923cc1dab88a32f4bab2467a5d734f4bcf8172ca43f264', '2026-11-25 23:49:47.875934+00'),
	('0005_writer_lock.sql', '82b572383cf88bd1048607bb771fbf1fed7e5a190d46d698030300d09cd29bd6', '2026-11-25 23:49:47.886077+00'),
	('0006_handle_tastemaker.sql', 'feeac4a55917bb52278148ef376b80ed0bd34e4f5d7546c462d2c616232f566d', '2026-11-25 23:49:47.890877+00'),
	('0007_handle_trending.sql', '582a67a83a8038ad0997942183bf3e63c874b0679f2aff09533d992a41dc6fdb', '2026-11-25 23:49:47.898161+00'),
	('0008_winners_of_event.sql', '1d65e91d6e7266f882d016ff3725d2a291f744c1f7376802f25492c2ef2edf50', '2026-11-25 23:49:47.910514+00'),
	('0009_notification_cooldown_index.sql', '89de71acd78c66d84e7d20bb787e137eaa24178c3d2ae0e3bde90a313e1f314b', '2026-11-25 23:49:47.918204+00'),
	('0010_comments_user_index.sql', '6abdb0d7686e9e75569ffdd3d5b31ccb157c047c4b830ee9b0a0526200ffc85d', '2026-11-25 23:49:47.921237+00'),
	('0011_comments_block_index.sql', 'c692a2dcb36c7501fefbbdcbf474951d517098ea63777841e552210b276a124e', '2026-11-25 23:49:47.923368+00'),
	('0012_events_block_index.sql', 'd3ce9829ca1cc80bc4eb4729f72cc7b718d4425d8b8ed0e69d240bcdffdefc51', '2026-11-25 23:49:47.926795+00'),
	('0013_events_user_index.sql', 'e70a321315875f7cb44a6dbfac14eeaa54b28152a0e7dc9f143395f89ca9b98e', '2026-11-25 23:49:47.929033+00'),
	('0014_events_winners_index.sql', '8029b715bb5e703d1bff69672d32e4ad0233c892572565257df0eca7fb846aa5', '2026-11-25 23:49:47.941513+00'),
	('0015_saves_first_index.sql', '23297dbd2c6c19f6f62888369fe5594fbe46f43f7ee49fe7063c3c58188160ca', '2026-11-25 23:49:47.950144+00'),
	('0016_reposts_first_index.sql', 'f5435db159b3af3a1af8fc6a543cd3a39ed446ebc8f7c2d0af5170716e016efa', '2026-11-25 23:49:47.955372+00'),
	('0017_user_challenges_first_id_index.sql', '58914ca729fc42d7732b01ad1c4bb9c7129bb7e6354664d1c2db77177b90d149', '2026-11-25 23:49:47.957076+00'),
	('0018_user_challenges_track_index.sql', '19dc8548b2f01f2aa00350cabb24e7fb8adf83e983cc6bf6b9e32d679ea61509', '2026-11-25 23:49:47.960296+00');
INSERT INTO challenges_loader.mints VALUES
	('b', '33:bc2', 1),
	('b', '34:2329', 1),
	('b', '36:bd7', 1),
	('b', '37:c12', 1),
	('b', '12d:bc6', 1),
	('c', '10:202617', 1),
	('c', '11:202617', 1),
	('c', '12:202617', 1),
	('c', '13:202617', 1),
	('c', '14:202617', 1),
	('c', '1:202617', 1),
	('c', '2:202617', 1),
	('c', '3:202617', 1),
	('c', '4:202617', 1),
	('c', '5:202617', 1),
	('c', '6:202617', 1),
	('c', '7:202617', 1),
	('c', '8:202617', 1),
	('c', '9:202617', 1),
	('c', 'a:202617', 1),
	('c', 'b:202617', 1),
	('c', 'c:202617', 1),
	('c', 'd:202617', 1),
	('c', 'e:202617', 1),
	('c', 'f:202617', 1),
	('c', '10:202618', 1),
	('c', '11:202618', 1),
	('c', '12:202618', 1),
	('c', '13:202618', 1),
	('c', '14:202618', 1),
	('c', '1:202618', 1),
	('c', '2:202618', 1),
	('c', '3:202618', 1),
	('c', '4:202618', 1),
	('c', '5:202618', 1),
	('c', '6:202618', 1),
	('c', '7:202618', 1),
	('c', '8:202618', 1),
	('c', '9:202618', 1),
	('c', 'a:202618', 1),
	('c', 'b:202618', 1),
	('c', 'c:202618', 1),
	('c', 'd:202618', 1),
	('c', 'e:202618', 1),
	('c', 'f:202618', 1),
	('c', '10:202619', 1),
	('c', '11:202619', 1),
	('c', '12:202619', 1),
	('c', '13:202619', 1),
	('c', '14:202619', 1),
	('c', '1:202619', 1),
	('c', '2:202619', 1),
	('c', '3:202619', 1),
	('c', '4:202619', 1),
	('c', '5:202619', 1),
	('c', '6:202619', 1),
	('c', '7:202619', 1),
	('c', '8:202619', 1),
	('c', '9:202619', 1),
	('c', 'a:202619', 1),
	('c', 'b:202619', 1),
	('c', 'c:202619', 1),
	('c', 'd:202619', 1),
	('c', 'e:202619', 1),
	('c', 'f:202619', 1),
	('c', '10:202620', 1),
	('c', '11:202620', 1),
	('c', '12:202620', 1),
	('c', '13:202620', 1),
	('c', '14:202620', 1),
	('c', '1:202620', 1),
	('c', '2:202620', 1),
	('c', '3:202620', 1),
	('c', '4:202620', 1),
	('c', '5:202620', 1),
	('c', '6:202620', 1),
	('c', '7:202620', 1),
	('c', '8:202620', 1),
	('c', '9:202620', 1),
	('c', 'a:202620', 1),
	('c', 'b:202620', 1),
	('c', 'c:202620', 1),
	('c', 'd:202620', 1),
	('c', 'e:202620', 1),
	('c', 'f:202620', 1),
	('c', '10:202621', 1),
	('c', '11:202621', 1),
	('c', '12:202621', 1),
	('c', '13:202621', 1),
	('c', '14:202621', 1),
	('c', '1:202621', 1),
	('c', '2:202621', 1),
	('c', '3:202621', 1),
	('c', '4:202621', 1),
	('c', '5:202621', 1),
	('c', '6:202621', 1),
	('c', '7:202621', 1),
	('c', '8:202621', 1),
	('c', '9:202621', 1),
	('c', 'a:202621', 1);
INSERT INTO challenges_loader.mints VALUES
	('c', 'b:202621', 1),
	('c', 'c:202621', 1),
	('c', 'd:202621', 1),
	('c', 'e:202621', 1),
	('c', 'f:202621', 1),
	('c', '12d:202621', 1),
	('c', '1f:202621', 1),
	('c', '20:202621', 1),
	('c', '21:202621', 1),
	('cp', '1f:bc3', 1),
	('s', '33:bc2', 1),
	('s', '34:2329', 1),
	('s', 'c7:bc4', 1),
	('s', '12d:bc6', 1),
	('t', '12d:t:be0', 1),
	('t', '12d:t:bea', 1),
	('t', '29:t:bf4', 1),
	('t', '2b:t:bf4', 1),
	('t', '2c:t:bf4', 1),
	('t', '2d:t:bf4', 1),
	('t', '2e:t:bf4', 1),
	('t', '2f:t:bf4', 1),
	('t', '30:t:bf4', 1),
	('t', '31:t:bf4', 1),
	('t', '32:t:bf4', 1),
	('t', '33:t:bf4', 1),
	('t', '34:t:bf4', 1),
	('t', '35:t:bf4', 1),
	('t', '36:t:bf4', 1),
	('t', '37:t:bf4', 1),
	('t', '38:t:bf4', 1),
	('t', '50:t:bf5', 1),
	('w', '3e8:130', 1),
	('w', '3e8:131', 1),
	('w', '3e8:132', 1),
	('w', '3e8:133', 1),
	('w', '3e8:134', 1),
	('w', '3eb:130', 1),
	('tt', '2026-05-22:1', 2),
	('tt', '2026-05-22:10', 2),
	('tt', '2026-05-22:2', 2),
	('tt', '2026-05-22:3', 2),
	('tt', '2026-05-22:4', 2),
	('tt', '2026-05-22:5', 2),
	('tt', '2026-05-22:6', 2),
	('tt', '2026-05-22:7', 2),
	('tt', '2026-05-22:9', 2),
	('tut', '2026-05-22:10', 2),
	('tut', '2026-05-22:2', 2),
	('tut', '2026-05-22:3', 2),
	('tut', '2026-05-22:4', 2),
	('tut', '2026-05-22:5', 2),
	('tut', '2026-05-22:6', 2),
	('tut', '2026-05-22:7', 2),
	('tut', '2026-05-22:8', 2),
	('tut', '2026-05-22:9', 2);
INSERT INTO challenges_loader.watermarks VALUES
	('b', 1200, 'block-1200', '890', '(t,1,2147483647,)', '349134021dcdf886415d2c062b9e25ea'),
	('c', 1200, 'block-1200', '892', '(t,1,2147483647,"2026-01-01 00:00:00")', '349134021dcdf886415d2c062b9e25ea'),
	('cp', 1200, 'block-1200', '894', '(t,10,2147483647,)', '349134021dcdf886415d2c062b9e25ea'),
	('cs', 1200, 'block-1200', '896', '(f,1000,2147483647,)', '349134021dcdf886415d2c062b9e25ea'),
	('s', 1200, 'block-1200', '897', '(t,5,2147483647,)', '349134021dcdf886415d2c062b9e25ea'),
	('w', 1200, 'block-1200', '901', '(t,1000,2147483647,)', '349134021dcdf886415d2c062b9e25ea');
INSERT INTO public.aggregate_user VALUES
	(303, 0, 0, 0, 10, 1500, 0, 0, 0, 0, NULL, 0, 0, 0, 0),
	(304, 0, 0, 0, 1499, 1499, 0, 0, 0, 0, NULL, 0, 0, 0, 0),
	(307, 0, 0, 0, 10, NULL, 0, 0, 0, 0, NULL, 0, 0, 0, 0),
	(308, 0, 0, 0, 1500, 10, 0, 0, 0, 0, NULL, 0, 0, 0, 0),
	(309, 0, 0, 0, 100, 100, 0, 0, 0, 0, NULL, 0, 0, 0, 0),
	(310, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 0);
INSERT INTO public.blocks VALUES
	('block-1', NULL, false, 1),
	('block-2', NULL, false, 2),
	('block-3', NULL, false, 3),
	('block-100', NULL, false, 100),
	('block-101', NULL, false, 101),
	('block-102', NULL, false, 102),
	('block-103', NULL, false, 103),
	('block-104', NULL, false, 104),
	('block-110', NULL, false, 110),
	('block-111', NULL, false, 111),
	('block-120', NULL, false, 120),
	('block-130', NULL, false, 130),
	('block-131', NULL, false, 131),
	('block-132', NULL, false, 132),
	('block-133', NULL, false, 133),
	('block-134', NULL, false, 134),
	('block-135', NULL, false, 135),
	('block-136', NULL, false, 136),
	('block-137', NULL, false, 137),
	('block-138', NULL, false, 138),
	('block-139', NULL, false, 139),
	('block-140', NULL, false, 140),
	('block-141', NULL, false, 141),
	('block-150', NULL, false, 150),
	('block-151', NULL, false, 151),
	('block-152', NULL, false, 152),
	('block-153', NULL, false, 153),
	('block-154', NULL, false, 154),
	('block-1200', NULL, true, 1200);
INSERT INTO public.challenges VALUES
	('b', 'aggregate', '1', true, 2147483647, 220157041, 25000, 7),
	('c', 'aggregate', '1', true, 2147483647, 0, 2147483647, 7),
	('cp', 'aggregate', '10', true, 2147483647, 1979515, 2147483647, 7),
	('cs', 'aggregate', '1000', false, 2147483647, 95017582, 50000, 7),
	('s', 'aggregate', '5', true, 2147483647, 220157041, 25000, 7),
	('t', 'aggregate', '100', true, 2147483647, 0, 2147483647, 7),
	('tt', 'trending', '1000', true, NULL, 25346436, 100000, NULL),
	('tut', 'trending', '1000', true, NULL, 25346436, 100000, NULL),
	('w', 'aggregate', '1000', true, 2147483647, 98950182, 50000, 7);
INSERT INTO public.comments VALUES
	(2, 'Love it', 1, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1002, 'Love it', 1, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2002, 'Love it', 1, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3002, 'Love it', 1, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4002, 'Love it', 1, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(3, 'Love it', 1, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1003, 'Love it', 1, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2003, 'Love it', 1, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3003, 'Love it', 1, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4003, 'Love it', 1, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(4, 'Love it', 2, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1004, 'Love it', 2, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2004, 'Love it', 2, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3004, 'Love it', 2, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4004, 'Love it', 2, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(5, 'Love it', 2, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1005, 'Love it', 2, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2005, 'Love it', 2, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3005, 'Love it', 2, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4005, 'Love it', 2, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(6, 'Love it', 3, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1006, 'Love it', 3, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2006, 'Love it', 3, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3006, 'Love it', 3, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4006, 'Love it', 3, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(7, 'Love it', 3, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1007, 'Love it', 3, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2007, 'Love it', 3, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3007, 'Love it', 3, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4007, 'Love it', 3, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(8, 'Love it', 4, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1008, 'Love it', 4, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2008, 'Love it', 4, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3008, 'Love it', 4, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4008, 'Love it', 4, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(9, 'Love it', 4, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1009, 'Love it', 4, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2009, 'Love it', 4, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3009, 'Love it', 4, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4009, 'Love it', 4, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(10, 'Love it', 5, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1010, 'Love it', 5, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2010, 'Love it', 5, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3010, 'Love it', 5, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4010, 'Love it', 5, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(11, 'Love it', 5, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1011, 'Love it', 5, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2011, 'Love it', 5, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3011, 'Love it', 5, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4011, 'Love it', 5, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(12, 'Love it', 6, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1012, 'Love it', 6, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2012, 'Love it', 6, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3012, 'Love it', 6, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4012, 'Love it', 6, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(13, 'Love it', 6, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1013, 'Love it', 6, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2013, 'Love it', 6, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3013, 'Love it', 6, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4013, 'Love it', 6, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(14, 'Love it', 7, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1014, 'Love it', 7, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2014, 'Love it', 7, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3014, 'Love it', 7, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4014, 'Love it', 7, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(15, 'Love it', 7, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1015, 'Love it', 7, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2015, 'Love it', 7, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3015, 'Love it', 7, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4015, 'Love it', 7, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(16, 'Love it', 8, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1016, 'Love it', 8, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2016, 'Love it', 8, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3016, 'Love it', 8, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4016, 'Love it', 8, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(17, 'Love it', 8, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1017, 'Love it', 8, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2017, 'Love it', 8, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3017, 'Love it', 8, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4017, 'Love it', 8, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(18, 'Love it', 9, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1018, 'Love it', 9, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2018, 'Love it', 9, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3018, 'Love it', 9, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4018, 'Love it', 9, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(19, 'Love it', 9, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1019, 'Love it', 9, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2019, 'Love it', 9, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3019, 'Love it', 9, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4019, 'Love it', 9, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(20, 'Love it', 10, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1020, 'Love it', 10, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2020, 'Love it', 10, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3020, 'Love it', 10, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4020, 'Love it', 10, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(21, 'Love it', 10, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1021, 'Love it', 10, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2021, 'Love it', 10, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3021, 'Love it', 10, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4021, 'Love it', 10, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104);
INSERT INTO public.comments VALUES
	(22, 'Love it', 11, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1022, 'Love it', 11, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2022, 'Love it', 11, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3022, 'Love it', 11, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4022, 'Love it', 11, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(23, 'Love it', 11, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1023, 'Love it', 11, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2023, 'Love it', 11, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3023, 'Love it', 11, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4023, 'Love it', 11, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(24, 'Love it', 12, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1024, 'Love it', 12, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2024, 'Love it', 12, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3024, 'Love it', 12, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4024, 'Love it', 12, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(25, 'Love it', 12, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1025, 'Love it', 12, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2025, 'Love it', 12, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3025, 'Love it', 12, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4025, 'Love it', 12, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(26, 'Love it', 13, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1026, 'Love it', 13, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2026, 'Love it', 13, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3026, 'Love it', 13, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4026, 'Love it', 13, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(27, 'Love it', 13, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1027, 'Love it', 13, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2027, 'Love it', 13, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3027, 'Love it', 13, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4027, 'Love it', 13, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(28, 'Love it', 14, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1028, 'Love it', 14, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2028, 'Love it', 14, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3028, 'Love it', 14, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4028, 'Love it', 14, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(29, 'Love it', 14, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1029, 'Love it', 14, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2029, 'Love it', 14, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3029, 'Love it', 14, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4029, 'Love it', 14, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(30, 'Love it', 15, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1030, 'Love it', 15, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2030, 'Love it', 15, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3030, 'Love it', 15, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4030, 'Love it', 15, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(31, 'Love it', 15, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1031, 'Love it', 15, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2031, 'Love it', 15, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3031, 'Love it', 15, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4031, 'Love it', 15, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(32, 'Love it', 16, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1032, 'Love it', 16, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2032, 'Love it', 16, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3032, 'Love it', 16, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4032, 'Love it', 16, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(33, 'Love it', 16, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1033, 'Love it', 16, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2033, 'Love it', 16, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3033, 'Love it', 16, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4033, 'Love it', 16, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(34, 'Love it', 17, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1034, 'Love it', 17, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2034, 'Love it', 17, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3034, 'Love it', 17, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4034, 'Love it', 17, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(35, 'Love it', 17, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1035, 'Love it', 17, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2035, 'Love it', 17, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3035, 'Love it', 17, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4035, 'Love it', 17, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(36, 'Love it', 18, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1036, 'Love it', 18, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2036, 'Love it', 18, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3036, 'Love it', 18, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4036, 'Love it', 18, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(37, 'Love it', 18, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1037, 'Love it', 18, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2037, 'Love it', 18, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3037, 'Love it', 18, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4037, 'Love it', 18, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(38, 'Love it', 19, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1038, 'Love it', 19, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2038, 'Love it', 19, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3038, 'Love it', 19, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4038, 'Love it', 19, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(39, 'Love it', 19, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1039, 'Love it', 19, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2039, 'Love it', 19, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3039, 'Love it', 19, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4039, 'Love it', 19, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(40, 'Love it', 20, 3010, 'Track', NULL, '2026-04-20 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1040, 'Love it', 20, 3010, 'Track', NULL, '2026-04-27 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2040, 'Love it', 20, 3010, 'Track', NULL, '2026-05-04 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3040, 'Love it', 20, 3010, 'Track', NULL, '2026-05-11 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4040, 'Love it', 20, 3010, 'Track', NULL, '2026-05-18 08:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104),
	(41, 'Love it', 20, 3010, 'Track', NULL, '2026-04-20 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 100),
	(1041, 'Love it', 20, 3010, 'Track', NULL, '2026-04-27 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 101),
	(2041, 'Love it', 20, 3010, 'Track', NULL, '2026-05-04 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 102),
	(3041, 'Love it', 20, 3010, 'Track', NULL, '2026-05-11 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 103),
	(4041, 'Love it', 20, 3010, 'Track', NULL, '2026-05-18 08:01:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 104);
INSERT INTO public.comments VALUES
	(90001, 'Bye', 199, 3010, 'Track', NULL, '2026-05-20 09:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 110),
	(90002, 'Oops', 21, 3010, 'Track', NULL, '2026-05-20 09:00:00', '2026-11-25 23:50:14.481946', true, true, false, 'tx', 'block', 110),
	(90003, 'Spam', 22, 3010, 'Track', NULL, '2026-05-20 09:00:00', '2026-11-25 23:50:14.481946', false, false, false, 'tx', 'block', 110),
	(90004, 'Odd', 23, 3010, 'Track', NULL, '2026-05-20 09:00:00', '2026-11-25 23:50:14.481946', NULL, NULL, false, 'tx', 'block', 110),
	(91001, 'First!', 31, 3011, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 111),
	(91002, 'My own', 301, 3012, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 111),
	(91003, 'Nice', 32, 3031, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 111),
	(91004, 'Bye', 199, 3013, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 111),
	(91005, 'Elsewhere', 33, 3019, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', false, true, false, 'tx', 'block', 111),
	(91006, 'Removed', 34, 3015, 'Track', NULL, '2026-05-18 10:00:00', '2026-11-25 23:50:14.481946', true, true, false, 'tx', 'block', 111);
INSERT INTO public.events VALUES
	(1000, 'remix_contest', 301, NULL, NULL, NULL, false, '{"winners": [3040, "3050", 3060, 3070, 3090, 3071, 3080, 3100]}', '2026-11-25 23:50:14.481946', '2026-05-10 18:00:00', 'tx', 'block', 150),
	(1001, 'remix_contest', 301, NULL, NULL, NULL, false, '{"winners": [3020]}', '2026-11-25 23:50:14.481946', '2026-05-12 18:00:00', 'tx', 'block', 151),
	(1002, 'remix_contest', 303, NULL, NULL, NULL, false, '{"winners": [3020]}', '2026-11-25 23:50:14.481946', '2026-05-18 18:00:00', 'tx', 'block', 152),
	(1003, 'remix_contest', 302, NULL, NULL, NULL, false, '{"winners": [103.0, null, [3040], "3041", "x", 3109]}', '2026-11-25 23:50:14.481946', '2026-05-18 18:00:00', 'tx', 'block', 153),
	(1004, 'remix_contest', 302, NULL, NULL, NULL, false, '{"winners": "3042"}', '2026-11-25 23:50:14.481946', '2026-05-18 18:00:00', 'tx', 'block', 154);
INSERT INTO public.playlists VALUES
	(NULL, 2, 9001, 302, true, false, NULL, '[]', NULL, true, false, NULL, '2026-01-01 00:00:00', NULL, '2026-01-01 00:00:00', NULL, 'playlist-9001', NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, false);
INSERT INTO public.remixes VALUES
	(3010, 3040),
	(3010, 3041),
	(3010, 3042),
	(3010, 3043),
	(3010, 3050),
	(3010, 3051),
	(3010, 3052),
	(3010, 3053),
	(3030, 3054),
	(3020, 3099);
INSERT INTO public.reposts VALUES
	(NULL, 130, 301, 3040, 'track', true, false, '2026-05-12 10:00:00', 'r1', NULL, false),
	(NULL, 131, 301, 3041, 'track', true, false, '2026-05-13 10:00:00', 'r2', NULL, false),
	(NULL, 132, 301, 3042, 'track', true, false, '2026-05-14 10:00:00', 'r3', NULL, false),
	(NULL, 133, 301, 3043, 'track', true, false, '2026-05-15 10:00:00', 'r4', NULL, false),
	(NULL, 134, 301, 3050, 'track', true, false, '2026-05-16 10:00:00', 'r5', NULL, false),
	(NULL, 135, 301, 3051, 'track', true, false, '2026-05-17 10:00:00', 'r6', NULL, false),
	(NULL, 136, 301, 3052, 'track', true, false, '2026-05-18 10:00:00', 'r7', NULL, false),
	(NULL, 137, 301, 3053, 'track', true, false, '2026-03-29 10:00:00', 'r8', NULL, false),
	(NULL, 138, 303, 3054, 'track', true, false, '2026-05-16 10:00:00', 'r9', NULL, false),
	(NULL, 139, 302, 3099, 'track', true, false, '2026-05-16 10:00:00', 'r10', NULL, false),
	(NULL, 140, 41, 3060, 'track', true, false, '2026-05-01 11:00:00', 'taste', NULL, false),
	(NULL, 140, 199, 3060, 'track', true, false, '2026-05-01 12:00:00', 'taste', NULL, false),
	(NULL, 140, 43, 3060, 'track', true, false, '2026-05-01 13:00:00', 'taste', NULL, false),
	(NULL, 140, 44, 3060, 'track', true, false, '2026-05-01 14:00:00', 'taste', NULL, false),
	(NULL, 140, 45, 3060, 'track', true, false, '2026-05-01 15:00:00', 'taste', NULL, false),
	(NULL, 140, 46, 3060, 'track', true, false, '2026-05-01 16:00:00', 'taste', NULL, false),
	(NULL, 140, 47, 3060, 'track', true, false, '2026-05-01 17:00:00', 'taste', NULL, false),
	(NULL, 140, 48, 3060, 'track', true, false, '2026-05-01 18:00:00', 'taste', NULL, false),
	(NULL, 140, 49, 3060, 'track', true, false, '2026-05-01 19:00:00', 'taste', NULL, false),
	(NULL, 140, 50, 3060, 'track', true, false, '2026-05-01 20:00:00', 'taste', NULL, false),
	(NULL, 140, 51, 3060, 'track', true, false, '2026-05-01 21:00:00', 'taste', NULL, false),
	(NULL, 140, 52, 3060, 'track', true, false, '2026-05-01 22:00:00', 'taste', NULL, false),
	(NULL, 140, 53, 3060, 'track', true, false, '2026-05-01 23:00:00', 'taste', NULL, false),
	(NULL, 140, 54, 3060, 'track', true, false, '2026-05-02 00:00:00', 'taste', NULL, false);
INSERT INTO public.saves VALUES
	(NULL, 140, 47, 3060, 'track', true, false, '2026-05-01 12:30:00', 'taste', NULL, false),
	(NULL, 140, 48, 3060, 'track', true, false, '2026-05-01 13:30:00', 'taste', NULL, false),
	(NULL, 140, 49, 3060, 'track', true, false, '2026-05-01 14:30:00', 'taste', NULL, false),
	(NULL, 140, 50, 3060, 'track', true, false, '2026-05-01 15:30:00', 'taste', NULL, false),
	(NULL, 140, 51, 3060, 'track', true, false, '2026-05-01 16:30:00', 'taste', NULL, false),
	(NULL, 140, 52, 3060, 'track', true, false, '2026-05-01 17:30:00', 'taste', NULL, false),
	(NULL, 140, 53, 3060, 'track', true, false, '2026-05-01 18:30:00', 'taste', NULL, false),
	(NULL, 140, 54, 3060, 'track', true, false, '2026-05-01 19:30:00', 'taste', NULL, false),
	(NULL, 140, 55, 3060, 'track', true, false, '2026-05-01 20:30:00', 'taste', NULL, false),
	(NULL, 140, 56, 3060, 'track', true, false, '2026-05-01 21:30:00', 'taste', NULL, false),
	(NULL, 140, 57, 3060, 'track', true, false, '2026-05-01 22:30:00', 'taste', NULL, false),
	(NULL, 140, 58, 3060, 'track', true, false, '2026-05-01 23:30:00', 'taste', NULL, false),
	(NULL, 140, 59, 3060, 'track', true, false, '2026-05-02 00:30:00', 'taste', NULL, false),
	(NULL, 140, 60, 3060, 'track', true, false, '2026-05-02 01:30:00', 'taste', NULL, false),
	(NULL, 141, 80, 3061, 'track', true, false, '2026-05-02 00:00:00', 'taste', NULL, false),
	(NULL, 141, 81, 3070, 'track', true, false, '2026-05-02 00:00:00', 'taste', NULL, false);
INSERT INTO public.sol_purchases VALUES
	('sig-01', 0, 10990000, 300000001, 'a', 'track', 3010, 51, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 10:00:00'),
	('sig-02', 0, 3000000, 300000002, 'a', 'album', 9001, 52, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 11:00:00'),
	('sig-03', 0, 5000000, 300000003, 'a', 'track', 3010, 51, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 12:00:00'),
	('sig-04', 0, 990000, 300000004, 'a', 'track', 3011, 53, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 13:00:00'),
	('sig-05', 0, 2000000, 300000005, 'a', 'track', 3031, 54, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 14:00:00'),
	('sig-06', 0, 2000000, 300000006, 'a', 'track', 3090, 55, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 15:00:00'),
	('sig-07', 0, 2000000, 300000007, 'a', 'track', 3012, 199, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 16:00:00'),
	('sig-08', 0, 2000000, 300000008, 'a', 'track', 777777, 56, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 17:00:00'),
	('sig-09', 0, 4000000, 300000009, 'a', 'track', 3013, 57, 'stream', 100, NULL, NULL, NULL, NULL, '2026-05-19 18:00:00'),
	('sig-10', 0, 2000000, 300000010, 'a', 'track', 3014, 301, 'stream', 100, true, NULL, NULL, NULL, '2026-05-19 19:00:00');
INSERT INTO public.track_trending_scores VALUES
	(3060, 'TRACKS', NULL, 'pnagD', 'week', 999, '2026-05-21 06:00:00'),
	(3061, 'TRACKS', NULL, 'pnagD', 'week', 998, '2026-05-21 06:00:00'),
	(3062, 'TRACKS', NULL, 'pnagD', 'week', 997, '2026-05-21 06:00:00'),
	(3030, 'TRACKS', NULL, 'pnagD', 'week', 996, '2026-05-21 06:00:00'),
	(3040, 'TRACKS', NULL, 'pnagD', 'week', 995, '2026-05-21 06:00:00'),
	(3050, 'TRACKS', NULL, 'pnagD', 'week', 994, '2026-05-21 06:00:00'),
	(3080, 'TRACKS', NULL, 'pnagD', 'week', 993, '2026-05-21 06:00:00'),
	(3095, 'TRACKS', NULL, 'pnagD', 'week', 992, '2026-05-21 06:00:00'),
	(3020, 'TRACKS', NULL, 'pnagD', 'week', 991, '2026-05-21 06:00:00'),
	(3063, 'TRACKS', NULL, 'pnagD', 'week', 990, '2026-05-21 06:00:00'),
	(3070, 'TRACKS', NULL, 'pnagD', 'week', 989, '2026-05-21 06:00:00'),
	(3064, 'TRACKS', NULL, 'pnagD', 'week', 988, '2026-05-21 06:00:00'),
	(3065, 'TRACKS', NULL, 'pnagD', 'week', 987, '2026-05-21 06:00:00'),
	(3066, 'TRACKS', NULL, 'pnagD', 'week', 986, '2026-05-21 06:00:00'),
	(3067, 'TRACKS', NULL, 'pnagD', 'week', 985, '2026-05-21 06:00:00'),
	(3068, 'TRACKS', NULL, 'pnagD', 'week', 984, '2026-05-21 06:00:00'),
	(3069, 'TRACKS', NULL, 'pnagD', 'week', 983, '2026-05-21 06:00:00'),
	(3071, 'TRACKS', NULL, 'pnagD', 'week', 982, '2026-05-21 06:00:00'),
	(3072, 'TRACKS', NULL, 'pnagD', 'week', 981, '2026-05-21 06:00:00'),
	(3073, 'TRACKS', NULL, 'pnagD', 'week', 980, '2026-05-21 06:00:00'),
	(3081, 'TRACKS', NULL, 'pnagD', 'week', 979, '2026-05-21 06:00:00'),
	(3096, 'TRACKS', NULL, 'pnagD', 'week', 978, '2026-05-21 06:00:00'),
	(3051, 'TRACKS', NULL, 'pnagD', 'week', 977, '2026-05-21 06:00:00'),
	(3041, 'TRACKS', NULL, 'pnagD', 'week', 976, '2026-05-21 06:00:00'),
	(3031, 'TRACKS', NULL, 'pnagD', 'week', 975, '2026-05-21 06:00:00'),
	(3042, 'TRACKS', NULL, 'pnagD', 'week', 974, '2026-05-21 06:00:00'),
	(3074, 'TRACKS', NULL, 'pnagD', 'week', 973, '2026-05-21 06:00:00'),
	(3101, 'TRACKS', NULL, 'pnagD', 'week', 972, '2026-05-21 06:00:00'),
	(3102, 'TRACKS', NULL, 'pnagD', 'week', 971, '2026-05-21 06:00:00'),
	(3103, 'TRACKS', NULL, 'pnagD', 'week', 970, '2026-05-21 06:00:00'),
	(3043, 'TRACKS', NULL, 'pnagD', 'week', 969, '2026-05-21 06:00:00'),
	(3104, 'TRACKS', NULL, 'pnagD', 'week', 968, '2026-05-21 06:00:00'),
	(3105, 'TRACKS', NULL, 'pnagD', 'week', 967, '2026-05-21 06:00:00'),
	(3106, 'TRACKS', NULL, 'pnagD', 'week', 966, '2026-05-21 06:00:00'),
	(3107, 'TRACKS', NULL, 'pnagD', 'week', 965, '2026-05-21 06:00:00');
INSERT INTO public.tracks VALUES
	(NULL, 3010, true, false, 301, 'Track 3010', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3010', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3017, true, false, 301, 'Track 3017', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3017', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3018, true, false, 301, 'Track 3018', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3018', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3019, true, false, 301, 'Track 3019', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3019', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3020, true, false, 302, 'Track 3020', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3020', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3021, true, false, 302, 'Track 3021', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3021', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3022, true, false, 302, 'Track 3022', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3022', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3023, true, false, 302, 'Track 3023', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3023', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3024, true, false, 302, 'Track 3024', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3024', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3025, true, false, 302, 'Track 3025', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3025', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3026, true, false, 302, 'Track 3026', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3026', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3027, true, false, 302, 'Track 3027', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3027', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3028, true, false, 302, 'Track 3028', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3028', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3029, true, false, 302, 'Track 3029', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3029', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3030, true, false, 303, 'Track 3030', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3030', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3032, true, false, 303, 'Track 3032', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3032', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3033, true, false, 303, 'Track 3033', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3033', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3034, true, false, 303, 'Track 3034', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3034', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3035, true, false, 303, 'Track 3035', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3035', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3036, true, false, 303, 'Track 3036', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3036', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3037, true, false, 303, 'Track 3037', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3037', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3038, true, false, 303, 'Track 3038', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3038', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3039, true, false, 303, 'Track 3039', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3039', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3040, true, false, 304, 'Track 3040', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3040', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3041, true, false, 304, 'Track 3041', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3041', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3042, true, false, 304, 'Track 3042', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3042', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3043, true, false, 304, 'Track 3043', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3043', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3044, true, false, 304, 'Track 3044', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3044', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3045, true, false, 304, 'Track 3045', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3045', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3046, true, false, 304, 'Track 3046', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3046', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3047, true, false, 304, 'Track 3047', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3047', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3048, true, false, 304, 'Track 3048', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3048', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3049, true, false, 304, 'Track 3049', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3049', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3050, true, false, 305, 'Track 3050', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3050', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3051, true, false, 305, 'Track 3051', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3051', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3052, true, false, 305, 'Track 3052', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3052', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3053, true, false, 305, 'Track 3053', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3053', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3054, true, false, 305, 'Track 3054', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3054', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3055, true, false, 305, 'Track 3055', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3055', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3056, true, false, 305, 'Track 3056', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3056', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3057, true, false, 305, 'Track 3057', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3057', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3058, true, false, 305, 'Track 3058', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3058', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3059, true, false, 305, 'Track 3059', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3059', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3060, true, false, 306, 'Track 3060', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3060', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3061, true, false, 306, 'Track 3061', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3061', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3062, true, false, 306, 'Track 3062', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3062', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3063, true, false, 306, 'Track 3063', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3063', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3064, true, false, 306, 'Track 3064', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3064', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3065, true, false, 306, 'Track 3065', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3065', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3066, true, false, 306, 'Track 3066', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3066', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3067, true, false, 306, 'Track 3067', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3067', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3068, true, false, 306, 'Track 3068', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3068', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3069, true, false, 306, 'Track 3069', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3069', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3070, true, false, 307, 'Track 3070', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3070', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3071, true, false, 307, 'Track 3071', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3071', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3072, true, false, 307, 'Track 3072', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3072', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3073, true, false, 307, 'Track 3073', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3073', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3074, true, false, 307, 'Track 3074', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3074', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3075, true, false, 307, 'Track 3075', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3075', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3076, true, false, 307, 'Track 3076', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3076', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3077, true, false, 307, 'Track 3077', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3077', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3078, true, false, 307, 'Track 3078', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3078', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3079, true, false, 307, 'Track 3079', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3079', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3080, true, false, 308, 'Track 3080', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3080', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3081, true, false, 308, 'Track 3081', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3081', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3082, true, false, 308, 'Track 3082', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3082', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3083, true, false, 308, 'Track 3083', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3083', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3084, true, false, 308, 'Track 3084', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3084', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3085, true, false, 308, 'Track 3085', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3085', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3086, true, false, 308, 'Track 3086', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3086', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3087, true, false, 308, 'Track 3087', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3087', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3088, true, false, 308, 'Track 3088', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3088', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3089, true, false, 308, 'Track 3089', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3089', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3090, true, false, 309, 'Track 3090', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3090', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3091, true, false, 309, 'Track 3091', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3091', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3092, true, false, 309, 'Track 3092', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3092', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3093, true, false, 309, 'Track 3093', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3093', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3094, true, false, 309, 'Track 3094', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3094', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3095, true, false, 309, 'Track 3095', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3095', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3096, true, false, 309, 'Track 3096', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3096', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3097, true, false, 309, 'Track 3097', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3097', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3098, true, false, 309, 'Track 3098', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3098', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3099, true, false, 309, 'Track 3099', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3099', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3100, true, false, 310, 'Track 3100', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3100', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3101, true, false, 310, 'Track 3101', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3101', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3102, true, false, 310, 'Track 3102', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3102', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3103, true, false, 310, 'Track 3103', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3103', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3104, true, false, 310, 'Track 3104', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3104', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3105, true, false, 310, 'Track 3105', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3105', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3106, true, false, 310, 'Track 3106', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3106', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3107, true, false, 310, 'Track 3107', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3107', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3108, true, false, 310, 'Track 3108', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3108', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3011, true, false, 301, 'Track 3011', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3011', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91001, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3012, true, false, 301, 'Track 3012', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3012', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91002, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3013, true, false, 301, 'Track 3013', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3013', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91004, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3014, true, false, 301, 'Track 3014', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3014', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91005, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3015, true, false, 301, 'Track 3015', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3015', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91006, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3016, true, false, 301, 'Track 3016', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3016', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 99999999, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3031, true, false, 303, 'Track 3031', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 120, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-05-19 12:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3031', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, 91003, NULL, NULL, false, false, false, false, NULL, NULL),
	(NULL, 3109, true, true, 310, 'Track 3109', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '2026-01-01 00:00:00', NULL, NULL, NULL, NULL, '2026-01-01 00:00:00', NULL, false, NULL, NULL, NULL, NULL, 'track-3109', NULL, true, NULL, NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, false, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 0, false, false, false, NULL, NULL, NULL, false, false, false, false, NULL, NULL);
INSERT INTO public.trending_results VALUES
	(306, '3060', 1, 'TRACKS', 'pnagD', '2026-05-22'),
	(306, '3061', 2, 'TRACKS', 'pnagD', '2026-05-22'),
	(306, '3062', 3, 'TRACKS', 'pnagD', '2026-05-22'),
	(303, '3030', 4, 'TRACKS', 'pnagD', '2026-05-22'),
	(304, '3040', 5, 'TRACKS', 'pnagD', '2026-05-22'),
	(305, '3050', 6, 'TRACKS', 'pnagD', '2026-05-22'),
	(308, '3080', 7, 'TRACKS', 'pnagD', '2026-05-22'),
	(309, '3095', 8, 'TRACKS', 'pnagD', '2026-05-22'),
	(302, '3020', 9, 'TRACKS', 'pnagD', '2026-05-22'),
	(306, '3063', 10, 'TRACKS', 'pnagD', '2026-05-22'),
	(309, '3096', 1, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(304, '3041', 2, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(304, '3042', 3, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3101', 4, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3102', 5, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3103', 6, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(304, '3043', 7, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3104', 8, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3105', 9, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22'),
	(310, '3106', 10, 'UNDERGROUND_TRACKS', 'pnagD', '2026-05-22');
INSERT INTO public.user_challenges VALUES
	('b', 51, '33:bc2', true, 1, 300000001, 10, '2026-05-19 10:00:00+00', '2026-05-19 10:00:00'),
	('b', 52, '34:2329', true, 1, 300000002, 3, '2026-05-19 11:00:00+00', '2026-05-19 11:00:00'),
	('b', 54, '36:bd7', true, 1, 300000005, 2, '2026-05-19 14:00:00+00', '2026-05-19 14:00:00'),
	('b', 55, '37:c12', true, 1, 300000006, 2, '2026-05-19 15:00:00+00', '2026-05-19 15:00:00'),
	('b', 301, '12d:bc6', true, 1, 300000010, 2, '2026-05-19 19:00:00+00', '2026-05-19 19:00:00'),
	('c', 16, '10:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 17, '11:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 18, '12:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 19, '13:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 20, '14:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 1, '1:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 2, '2:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 3, '3:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 4, '4:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 5, '5:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 6, '6:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 7, '7:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 8, '8:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 9, '9:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 10, 'a:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 11, 'b:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 12, 'c:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 13, 'd:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 14, 'e:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 15, 'f:202617', true, 1, 100, 1, '2026-04-20 08:00:00+00', '2026-04-20 08:00:00'),
	('c', 16, '10:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 17, '11:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 18, '12:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 19, '13:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 20, '14:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 1, '1:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 2, '2:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 3, '3:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 4, '4:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 5, '5:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 6, '6:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 7, '7:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 8, '8:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 9, '9:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 10, 'a:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 11, 'b:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 12, 'c:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 13, 'd:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 14, 'e:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 15, 'f:202618', true, 1, 101, 1, '2026-04-27 08:00:00+00', '2026-04-27 08:00:00'),
	('c', 16, '10:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 17, '11:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 18, '12:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 19, '13:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 20, '14:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 1, '1:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 2, '2:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 3, '3:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 4, '4:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 5, '5:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 6, '6:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 7, '7:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 8, '8:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 9, '9:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 10, 'a:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 11, 'b:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 12, 'c:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 13, 'd:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 14, 'e:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 15, 'f:202619', true, 1, 102, 1, '2026-05-04 08:00:00+00', '2026-05-04 08:00:00'),
	('c', 16, '10:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 17, '11:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 18, '12:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 19, '13:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 20, '14:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 1, '1:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 2, '2:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 3, '3:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 4, '4:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 5, '5:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 6, '6:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 7, '7:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 8, '8:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 9, '9:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 10, 'a:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 11, 'b:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 12, 'c:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 13, 'd:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 14, 'e:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 15, 'f:202620', true, 1, 103, 1, '2026-05-11 08:00:00+00', '2026-05-11 08:00:00'),
	('c', 16, '10:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 17, '11:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 18, '12:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 19, '13:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 20, '14:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 1, '1:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 2, '2:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 3, '3:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 4, '4:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 5, '5:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 6, '6:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 7, '7:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 8, '8:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 9, '9:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 10, 'a:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00');
INSERT INTO public.user_challenges VALUES
	('c', 11, 'b:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 12, 'c:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 13, 'd:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 14, 'e:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 15, 'f:202621', true, 1, 104, 1, '2026-05-18 08:00:00+00', '2026-05-18 08:00:00'),
	('c', 301, '12d:202621', true, 1, 111, 1, '2026-05-18 10:00:00+00', '2026-05-18 10:00:00'),
	('c', 31, '1f:202621', true, 1, 111, 1, '2026-05-18 10:00:00+00', '2026-05-18 10:00:00'),
	('c', 32, '20:202621', true, 1, 111, 1, '2026-05-18 10:00:00+00', '2026-05-18 10:00:00'),
	('c', 33, '21:202621', true, 1, 111, 1, '2026-05-18 10:00:00+00', '2026-05-18 10:00:00'),
	('cp', 31, '1f:bc3', true, 1, 120, 10, '2026-05-19 12:00:00+00', '2026-05-19 12:00:00'),
	('s', 301, '33:bc2', true, 1, 300000001, 50, '2026-05-19 10:00:00+00', '2026-05-19 10:00:00'),
	('s', 302, '34:2329', true, 1, 300000002, 15, '2026-05-19 11:00:00+00', '2026-05-19 11:00:00'),
	('s', 301, 'c7:bc4', true, 1, 300000007, 10, '2026-05-19 16:00:00+00', '2026-05-19 16:00:00'),
	('s', 301, '12d:bc6', true, 1, 300000010, 10, '2026-05-19 19:00:00+00', '2026-05-19 19:00:00'),
	('t', 301, '12d:t:be0', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 301, '12d:t:bea', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 41, '29:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 43, '2b:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 44, '2c:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 45, '2d:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 46, '2e:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 47, '2f:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 48, '30:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 49, '31:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 50, '32:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 51, '33:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 52, '34:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 53, '35:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 54, '36:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 55, '37:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 56, '38:t:bf4', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('t', 80, '50:t:bf5', true, 1, 1200, 100, '2026-05-21 06:00:00+00', '2026-05-21 06:00:00'),
	('w', 304, '3e8:130', true, 1, 150, 1000, '2026-05-10 18:00:00+00', '2026-05-10 18:00:00'),
	('w', 305, '3e8:131', true, 1, 150, 1000, '2026-05-10 18:00:00+00', '2026-05-10 18:00:00'),
	('w', 306, '3e8:132', true, 1, 150, 1000, '2026-05-10 18:00:00+00', '2026-05-10 18:00:00'),
	('w', 307, '3e8:133', true, 1, 150, 1000, '2026-05-10 18:00:00+00', '2026-05-10 18:00:00'),
	('w', 308, '3e8:134', true, 1, 150, 1000, '2026-05-10 18:00:00+00', '2026-05-10 18:00:00'),
	('w', 304, '3eb:130', true, 1, 153, 1000, '2026-05-18 18:00:00+00', '2026-05-18 18:00:00'),
	('tt', 306, '2026-05-22:1', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 306, '2026-05-22:10', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 306, '2026-05-22:2', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 306, '2026-05-22:3', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 303, '2026-05-22:4', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 304, '2026-05-22:5', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 305, '2026-05-22:6', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 308, '2026-05-22:7', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tt', 302, '2026-05-22:9', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:10', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 304, '2026-05-22:2', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 304, '2026-05-22:3', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:4', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:5', true, 1, 1200, 1000, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:6', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 304, '2026-05-22:7', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:8', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00'),
	('tut', 310, '2026-05-22:9', true, 1, 1200, 100, '2026-05-22 12:00:00+00', '2026-05-22 12:00:00');
INSERT INTO public.users VALUES
	(NULL, 1, true, 'user-1', NULL, 'User 1', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-1', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 2, true, 'user-2', NULL, 'User 2', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-2', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 3, true, 'user-3', NULL, 'User 3', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-3', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 4, true, 'user-4', NULL, 'User 4', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-4', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 5, true, 'user-5', NULL, 'User 5', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-5', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 6, true, 'user-6', NULL, 'User 6', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-6', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 7, true, 'user-7', NULL, 'User 7', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-7', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 8, true, 'user-8', NULL, 'User 8', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-8', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 9, true, 'user-9', NULL, 'User 9', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-9', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 10, true, 'user-10', NULL, 'User 10', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-10', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 11, true, 'user-11', NULL, 'User 11', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-11', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 12, true, 'user-12', NULL, 'User 12', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-12', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 13, true, 'user-13', NULL, 'User 13', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-13', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 14, true, 'user-14', NULL, 'User 14', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-14', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 15, true, 'user-15', NULL, 'User 15', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-15', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 16, true, 'user-16', NULL, 'User 16', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-16', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 17, true, 'user-17', NULL, 'User 17', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-17', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 18, true, 'user-18', NULL, 'User 18', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-18', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 19, true, 'user-19', NULL, 'User 19', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-19', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 20, true, 'user-20', NULL, 'User 20', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-20', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 41, true, 'user-41', NULL, 'User 41', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-41', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 43, true, 'user-43', NULL, 'User 43', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-43', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 44, true, 'user-44', NULL, 'User 44', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-44', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 45, true, 'user-45', NULL, 'User 45', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-45', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 46, true, 'user-46', NULL, 'User 46', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-46', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 47, true, 'user-47', NULL, 'User 47', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-47', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 48, true, 'user-48', NULL, 'User 48', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-48', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 49, true, 'user-49', NULL, 'User 49', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-49', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 50, true, 'user-50', NULL, 'User 50', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-50', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 51, true, 'user-51', NULL, 'User 51', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-51', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 52, true, 'user-52', NULL, 'User 52', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-52', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 53, true, 'user-53', NULL, 'User 53', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-53', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 54, true, 'user-54', NULL, 'User 54', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-54', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 55, true, 'user-55', NULL, 'User 55', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-55', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 56, true, 'user-56', NULL, 'User 56', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-56', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 57, true, 'user-57', NULL, 'User 57', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-57', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 58, true, 'user-58', NULL, 'User 58', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-58', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 59, true, 'user-59', NULL, 'User 59', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-59', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 60, true, 'user-60', NULL, 'User 60', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-60', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 80, true, 'user-80', NULL, 'User 80', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-80', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 81, true, 'user-81', NULL, 'User 81', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-81', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 199, true, 'user-199', NULL, 'User 199', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-199', NULL, true, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 301, true, 'user-301', NULL, 'User 301', NULL, NULL, NULL, NULL, NULL, NULL, 1, true, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-301', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 302, true, 'user-302', NULL, 'User 302', NULL, NULL, NULL, NULL, NULL, NULL, 1, true, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-302', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 303, true, 'user-303', NULL, 'User 303', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-303', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 304, true, 'user-304', NULL, 'User 304', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-304', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 305, true, 'user-305', NULL, 'User 305', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-305', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 306, true, 'user-306', NULL, 'User 306', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-306', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 307, true, 'user-307', NULL, 'User 307', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-307', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 308, true, 'user-308', NULL, 'User 308', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-308', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 309, true, 'user-309', NULL, 'User 309', NULL, NULL, NULL, NULL, NULL, NULL, 1, true, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-309', NULL, true, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 310, true, 'user-310', NULL, 'User 310', NULL, NULL, NULL, NULL, NULL, NULL, 1, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-310', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL),
	(NULL, 11, true, 'user-11', NULL, 'User 11', NULL, NULL, NULL, NULL, NULL, NULL, 3, false, '2026-11-25 23:50:14.481946', '2026-11-25 23:50:14.481946', NULL, NULL, NULL, NULL, NULL, NULL, false, 'user-11-again', NULL, false, NULL, NULL, NULL, NULL, true, false, false, NULL, NULL, NULL, NULL, false, false, false, NULL, NULL, NULL);
SELECT pg_catalog.setval('challenges_loader.changed_rows_id_seq', 12, true);
SELECT pg_catalog.setval('challenges_loader.full_reads_id_seq', 1, false);
SELECT pg_catalog.setval('challenges_loader.loads_id_seq', 2, true);
SELECT pg_catalog.setval('public.challenge_listen_streak_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.challenge_profile_completion_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.notification_id_seq', 182, true);
SELECT pg_catalog.setval('public.plays_id_seq', 1, false);
SELECT pg_catalog.setval('public.user_events_id_seq', 1, false);
ALTER TABLE ONLY challenges_loader.adoptions
    ADD CONSTRAINT adoptions_pkey PRIMARY KEY (challenge_id);
ALTER TABLE ONLY challenges_loader.challenge_loads
    ADD CONSTRAINT challenge_loads_pkey PRIMARY KEY (challenge_id, load_id);
ALTER TABLE ONLY challenges_loader.challenge_status
    ADD CONSTRAINT challenge_status_pkey PRIMARY KEY (challenge_id);
ALTER TABLE ONLY challenges_loader.changed_rows
    ADD CONSTRAINT changed_rows_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenges_loader.full_reads
    ADD CONSTRAINT full_reads_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenges_loader.loads
    ADD CONSTRAINT loads_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenges_loader.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);
ALTER TABLE ONLY challenges_loader.mints
    ADD CONSTRAINT mints_pkey PRIMARY KEY (challenge_id, specifier, load_id);
ALTER TABLE ONLY challenges_loader.watermarks
    ADD CONSTRAINT watermarks_pkey PRIMARY KEY (challenge_id);
ALTER TABLE ONLY public.aggregate_monthly_plays
    ADD CONSTRAINT aggregate_monthly_plays_pkey PRIMARY KEY (play_item_id, "timestamp", country);
ALTER TABLE ONLY public.aggregate_user
    ADD CONSTRAINT aggregate_user_table_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (blockhash);
ALTER TABLE ONLY public.challenge_disbursements
    ADD CONSTRAINT challenge_disbursements_pkey PRIMARY KEY (challenge_id, specifier);
ALTER TABLE ONLY public.challenge_listen_streak
    ADD CONSTRAINT challenge_listen_streak_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.challenge_profile_completion
    ADD CONSTRAINT challenge_profile_completion_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.challenges
    ADD CONSTRAINT challenges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (comment_id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY public.follows
    ADD CONSTRAINT follows_pkey PRIMARY KEY (follower_user_id, followee_user_id, txhash);
ALTER TABLE ONLY public.indexing_checkpoints
    ADD CONSTRAINT indexing_checkpoints_pkey PRIMARY KEY (tablename);
ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.playlist_trending_scores
    ADD CONSTRAINT playlist_trending_scores_pkey PRIMARY KEY (playlist_id, type, version, time_range);
ALTER TABLE ONLY public.playlists
    ADD CONSTRAINT playlists_pkey PRIMARY KEY (playlist_id, txhash);
ALTER TABLE ONLY public.plays
    ADD CONSTRAINT plays_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.remixes
    ADD CONSTRAINT remixes_pkey PRIMARY KEY (parent_track_id, child_track_id);
ALTER TABLE ONLY public.reposts
    ADD CONSTRAINT reposts_pkey PRIMARY KEY (user_id, repost_item_id, repost_type, txhash);
ALTER TABLE ONLY public.saves
    ADD CONSTRAINT saves_pkey PRIMARY KEY (user_id, save_item_id, save_type, txhash);
ALTER TABLE ONLY public.sol_purchases
    ADD CONSTRAINT sol_purchases_pkey PRIMARY KEY (signature, instruction_index);
ALTER TABLE ONLY public.track_trending_scores
    ADD CONSTRAINT track_trending_scores_pkey PRIMARY KEY (track_id, type, version, time_range);
ALTER TABLE ONLY public.tracks
    ADD CONSTRAINT tracks_pkey PRIMARY KEY (track_id, txhash);
ALTER TABLE ONLY public.trending_results
    ADD CONSTRAINT trending_results_pkey PRIMARY KEY (rank, type, version, week);
ALTER TABLE ONLY public.user_challenges
    ADD CONSTRAINT user_challenges_pkey PRIMARY KEY (challenge_id, specifier);
ALTER TABLE ONLY public.user_events
    ADD CONSTRAINT user_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_id, txhash);
CREATE INDEX challenges_challenge_loads_idle_idx ON challenges_loader.challenge_loads USING btree (started_at) WHERE ((new = 0) AND (updated = 0) AND (rows_also_written = 0));
CREATE INDEX challenges_challenge_loads_load_idx ON challenges_loader.challenge_loads USING btree (load_id);
CREATE INDEX challenges_loads_unfinished_idx ON challenges_loader.loads USING btree (started_at) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX blocks_is_current_idx ON public.blocks USING btree (is_current) WHERE (is_current IS TRUE);
CREATE UNIQUE INDEX blocks_number_key ON public.blocks USING btree (number);
CREATE INDEX challenge_disbursements_user_id ON public.challenge_disbursements USING btree (user_id);
CREATE INDEX challenges_comments_block_idx ON public.comments USING btree (blocknumber);
CREATE INDEX challenges_comments_user_idx ON public.comments USING btree (user_id);
CREATE INDEX challenges_events_block_idx ON public.events USING btree (blocknumber);
CREATE INDEX challenges_events_user_idx ON public.events USING btree (user_id);
CREATE INDEX challenges_events_winners_idx ON public.events USING gin (challenges_loader.winners_of_event(event_data));
CREATE INDEX challenges_notification_cooldown_idx ON public.notification USING btree ("timestamp") WHERE ((type)::text = 'reward_in_cooldown'::text);
CREATE INDEX challenges_reposts_first_idx ON public.reposts USING btree (repost_item_id, created_at, user_id) WHERE (is_current AND (NOT is_delete) AND (repost_type = 'track'::public.reposttype));
CREATE INDEX challenges_saves_first_idx ON public.saves USING btree (save_item_id, created_at, user_id) WHERE (is_current AND (NOT is_delete) AND (save_type = 'track'::public.savetype));
CREATE INDEX challenges_user_challenges_first_id_idx ON public.user_challenges USING btree (challenge_id, (
CASE
    WHEN ((specifier)::text ~ '^[1-9a-f][0-9a-f]{0,7}:[1-9a-f][0-9a-f]{0,7}$'::text) THEN ((('x'::text || lpad(split_part((specifier)::text, ':'::text, 1), 8, '0'::text)))::bit(32))::integer
    ELSE NULL::integer
END));
CREATE INDEX challenges_user_challenges_track_idx ON public.user_challenges USING btree (challenge_id, (
CASE
    WHEN ((specifier)::text ~ '^[1-9a-f][0-9a-f]{0,7}:t:[1-9a-f][0-9a-f]{0,7}$'::text) THEN ((('x'::text || lpad(split_part((specifier)::text, ':'::text, 3), 8, '0'::text)))::bit(32))::integer
    ELSE NULL::integer
END));
CREATE INDEX fix_tracks_top_genre_users_idx ON public.tracks USING btree (track_id, owner_id, genre, is_unlisted, is_delete) WHERE (stem_of IS NULL);
CREATE INDEX follows_blocknumber_idx ON public.follows USING btree (blocknumber);
CREATE INDEX follows_inbound_idx ON public.follows USING btree (followee_user_id, follower_user_id, is_delete);
CREATE INDEX idx_aggregate_user_follower_count ON public.aggregate_user USING btree (user_id, follower_count);
CREATE INDEX idx_challenge_disbursements_created_at ON public.challenge_disbursements USING btree (created_at);
CREATE INDEX idx_challenge_disbursements_slot ON public.challenge_disbursements USING btree (slot);
CREATE INDEX idx_ddex_release_ids ON public.tracks USING gin (ddex_release_ids);
CREATE INDEX idx_events_created_at ON public.events USING btree (created_at);
CREATE INDEX idx_events_end_date ON public.events USING btree (end_date);
CREATE INDEX idx_events_entity_id ON public.events USING btree (entity_id);
CREATE INDEX idx_events_entity_type ON public.events USING btree (entity_type);
CREATE INDEX idx_events_event_type ON public.events USING btree (event_type);
CREATE INDEX idx_fanout ON public.follows USING btree (follower_user_id, followee_user_id);
CREATE INDEX idx_fanout_not_deleted ON public.follows USING btree (follower_user_id, followee_user_id) WHERE (is_delete = false);
CREATE INDEX idx_genre_related_artists ON public.aggregate_user USING btree (dominant_genre, follower_count, user_id);
CREATE INDEX idx_lower_wallet ON public.users USING btree (lower((wallet)::text));
CREATE INDEX idx_playlist_status ON public.playlists USING btree (playlist_id, is_album, is_private, is_delete, is_current);
CREATE INDEX idx_playlist_trending_scores_filtered ON public.playlist_trending_scores USING btree (type, version, time_range, playlist_id, score DESC);
CREATE INDEX idx_track_status ON public.tracks USING btree (track_id, is_unlisted, is_available, is_delete, is_current);
CREATE INDEX idx_tracks_stream_conditions_gin ON public.tracks USING gin (stream_conditions);
CREATE INDEX idx_tts_genre_time_score ON public.track_trending_scores USING btree (genre, time_range, score DESC, track_id);
CREATE INDEX idx_user_status ON public.users USING btree (user_id, is_deactivated, is_available, is_current);
CREATE INDEX is_current_blocks_idx ON public.blocks USING btree (is_current);
CREATE INDEX ix_announcement ON public.notification USING btree (type, "timestamp") WHERE ((type)::text = 'announcement'::text);
CREATE INDEX ix_follows_followee_user_id ON public.follows USING btree (followee_user_id);
CREATE INDEX ix_follows_follower_user_id ON public.follows USING btree (follower_user_id);
CREATE INDEX ix_notification ON public.notification USING gin (user_ids);
CREATE INDEX ix_playlist_trending_scores_playlist_id ON public.playlist_trending_scores USING btree (playlist_id);
CREATE INDEX ix_plays_created_at ON public.plays USING btree (created_at);
CREATE INDEX ix_plays_slot ON public.plays USING btree (slot);
CREATE INDEX ix_plays_sol_signature ON public.plays USING btree (signature);
CREATE INDEX ix_plays_user_track_date ON public.plays USING btree (user_id, play_item_id, created_at) WHERE (user_id IS NOT NULL);
CREATE INDEX ix_track_trending_scores_genre ON public.track_trending_scores USING btree (genre);
CREATE INDEX ix_track_trending_scores_track_id ON public.track_trending_scores USING btree (track_id);
CREATE INDEX ix_trending_scores ON public.track_trending_scores USING btree (type, version, time_range, score DESC, track_id);
CREATE INDEX ix_user_created_at ON public.users USING btree (created_at, user_id, is_current);
CREATE INDEX ix_users_active_count ON public.users USING btree (is_deactivated, is_current, handle_lc, is_available) WHERE ((is_deactivated = false) AND (is_current = true) AND (handle_lc IS NOT NULL) AND (is_available = true));
CREATE INDEX playlist_created_at_idx ON public.playlists USING btree (created_at);
CREATE INDEX playlist_owner_idx ON public.playlists USING btree (playlist_owner_id, created_at);
CREATE INDEX playlists_blocknumber_idx ON public.playlists USING btree (blocknumber);
CREATE INDEX remixes_child_idx ON public.remixes USING btree (child_track_id, parent_track_id);
CREATE INDEX reposts_item_idx ON public.reposts USING btree (repost_item_id, repost_type, user_id, is_delete);
CREATE INDEX reposts_new_blocknumber_idx ON public.reposts USING btree (blocknumber);
CREATE INDEX reposts_new_created_at_idx ON public.reposts USING btree (created_at);
CREATE INDEX reposts_user_idx ON public.reposts USING btree (user_id, repost_type, repost_item_id, created_at, is_delete);
CREATE INDEX saves_item_idx ON public.saves USING btree (save_item_id, save_type, user_id, is_delete);
CREATE INDEX saves_new_blocknumber_idx ON public.saves USING btree (blocknumber);
CREATE INDEX saves_user_idx ON public.saves USING btree (user_id, save_type, save_item_id, is_delete);
CREATE INDEX sol_purchases_buyer_user_id_idx ON public.sol_purchases USING btree (buyer_user_id, is_valid);
CREATE INDEX sol_purchases_content_idx ON public.sol_purchases USING btree (content_id, content_type, access_type, is_valid);
CREATE INDEX sol_purchases_from_account_idx ON public.sol_purchases USING btree (from_account, is_valid);
CREATE INDEX sol_purchases_valid_idx ON public.sol_purchases USING btree (is_valid, valid_after_blocknumber);
CREATE INDEX track_created_at_idx ON public.tracks USING btree (created_at);
CREATE INDEX track_owner_id_idx ON public.tracks USING btree (owner_id);
CREATE INDEX track_owner_idx ON public.tracks USING btree (owner_id, created_at);
CREATE INDEX tracks_ai_attribution_user_id ON public.tracks USING btree (ai_attribution_user_id) WHERE (ai_attribution_user_id IS NOT NULL);
CREATE INDEX tracks_blocknumber_idx ON public.tracks USING btree (blocknumber);
CREATE INDEX tracks_track_cid_idx ON public.tracks USING btree (track_cid, is_delete);
CREATE UNIQUE INDEX uq_notification ON public.notification USING btree (group_id, specifier);
CREATE INDEX user_challenges_challenge_idx ON public.user_challenges USING btree (challenge_id);
CREATE INDEX user_challenges_user_id ON public.user_challenges USING btree (user_id);
CREATE INDEX user_events_user_id_idx ON public.user_events USING btree (user_id);
CREATE INDEX users_new_blocknumber_idx ON public.users USING btree (blocknumber);
CREATE INDEX users_new_handle_lc_idx ON public.users USING btree (handle_lc);
CREATE INDEX users_new_wallet_idx ON public.users USING btree (wallet);
CREATE TRIGGER challenges_note_delete AFTER DELETE ON public.events REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('events', 'user_id');
CREATE TRIGGER challenges_note_delete AFTER DELETE ON public.remixes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('remixes', 'parent_track_id');
CREATE TRIGGER challenges_note_delete AFTER DELETE ON public.sol_purchases REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');
CREATE TRIGGER challenges_note_delete AFTER DELETE ON public.user_challenges REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rewards();
CREATE TRIGGER challenges_note_insert AFTER INSERT ON public.remixes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('remixes', 'parent_track_id');
CREATE TRIGGER challenges_note_insert AFTER INSERT ON public.sol_purchases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');
CREATE TRIGGER challenges_note_truncate AFTER TRUNCATE ON public.user_challenges FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rewards();
CREATE TRIGGER challenges_note_update AFTER UPDATE ON public.events REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('events', 'user_id');
CREATE TRIGGER challenges_note_update AFTER UPDATE ON public.remixes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('remixes', 'parent_track_id');
CREATE TRIGGER challenges_note_update AFTER UPDATE ON public.sol_purchases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');
CREATE TRIGGER challenges_note_update AFTER UPDATE ON public.user_challenges REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION challenges_loader.note_changed_rewards();
CREATE TRIGGER challenges_writer_lock BEFORE INSERT ON public.user_challenges FOR EACH ROW WHEN (new.is_complete) EXECUTE FUNCTION challenges_loader.lock_writer();
CREATE TRIGGER challenges_writer_lock_to_complete BEFORE UPDATE ON public.user_challenges FOR EACH ROW WHEN ((new.is_complete AND (NOT old.is_complete))) EXECUTE FUNCTION challenges_loader.lock_writer();
CREATE TRIGGER handle_tastemaker AFTER INSERT ON public.user_challenges FOR EACH ROW WHEN ((((new.challenge_id)::text = 't'::text) AND new.is_complete AND (new.completed_at IS NOT NULL))) EXECUTE FUNCTION challenges_loader.handle_tastemaker();
CREATE TRIGGER handle_trending AFTER INSERT ON public.user_challenges FOR EACH ROW WHEN ((((new.challenge_id)::text = ANY ((ARRAY['tt'::character varying, 'tut'::character varying])::text[])) AND new.is_complete AND (new.completed_at IS NOT NULL))) EXECUTE FUNCTION challenges_loader.handle_trending();
CREATE TRIGGER on_user_challenge AFTER INSERT OR UPDATE ON public.user_challenges FOR EACH ROW EXECUTE FUNCTION public.handle_on_user_challenge();
ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number);
ALTER TABLE ONLY public.follows
    ADD CONSTRAINT follows_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.playlists
    ADD CONSTRAINT playlists_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.reposts
    ADD CONSTRAINT reposts_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.saves
    ADD CONSTRAINT saves_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.tracks
    ADD CONSTRAINT tracks_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.user_challenges
    ADD CONSTRAINT user_challenges_challenge_id_fkey FOREIGN KEY (challenge_id) REFERENCES public.challenges(id);
ALTER TABLE ONLY public.user_events
    ADD CONSTRAINT user_events_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_blocknumber_fkey FOREIGN KEY (blocknumber) REFERENCES public.blocks(number) ON DELETE CASCADE;
