{{ play_milestone('p3', after='p2') }}
