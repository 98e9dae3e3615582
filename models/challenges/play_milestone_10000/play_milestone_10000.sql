{{ play_milestone('p3', 10000, after='p2') }}
