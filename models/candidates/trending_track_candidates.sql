{{ trending_candidates_of('tt') }}
