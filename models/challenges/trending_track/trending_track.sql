{{ weekly_trending('tt', 'TRACKS', 'trending_track_results') }}
