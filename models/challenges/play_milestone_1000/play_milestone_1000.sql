{{ play_milestone('p2', after='p1') }}
