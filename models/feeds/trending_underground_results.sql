{{ trending_results_of('tut') }}
