{{ weekly_trending('tut', 'UNDERGROUND_TRACKS', 'trending_underground_results') }}
