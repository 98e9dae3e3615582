{{ config(meta={'scope': {'column': 'track_id', 'view': 'int_trending_scopes'}}) }}

{{ trending_candidates_of('tut') }}
