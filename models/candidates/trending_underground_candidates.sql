{{ trending_candidates_of('tut') }}
