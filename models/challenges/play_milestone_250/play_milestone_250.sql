{{ play_milestone('p1', 250) }}
