{{ weekly_trending_results(ref('trending_underground'), 'UNDERGROUND_TRACKS') }}
