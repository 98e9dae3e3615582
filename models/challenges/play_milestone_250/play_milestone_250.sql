{{ play_milestone('p1') }}
