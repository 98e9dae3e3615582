{{ weekly_trending_results(ref('trending_track'), 'TRACKS') }}
