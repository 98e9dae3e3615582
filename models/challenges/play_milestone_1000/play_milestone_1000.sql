{{ play_milestone('p2', 1000, after='p1') }}
