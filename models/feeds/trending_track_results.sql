{{ trending_results_of('tt') }}
